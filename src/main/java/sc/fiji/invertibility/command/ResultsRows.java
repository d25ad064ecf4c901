package sc.fiji.invertibility.command;

import ij.IJ;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.plugin.frame.Recorder;
import ij.text.TextWindow;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a command measured, as rows of ImageJ's own table "Results", the only one that macros read with and without
 * windows: the image, the settings and the results. Of a table with iterations, only the rows of the last iteration are
 * taken.
 */
final class ResultsRows {

    private static final String NAME = "Results", ITERATION = "iteration";

    private final ResultsTable measured;
    private final Map<String, String> about = new LinkedHashMap<>();

    /** The rows of a table. */
    ResultsRows(ResultsTable measured) {
        this.measured = measured;
    }

    /** Puts the same text in front of each row. */
    ResultsRows with(String column, String text) {
        about.put(column, text);
        return this;
    }

    /** Adds the rows below those that are there; what has other columns is kept in a window of its own. */
    void add() {
        ResultsTable results = ResultsTable.getResultsTable();
        if (results.size() > 0 && !fits(results) && canKeep()) keep(results);
        for (int row = 0; row < measured.size(); row++) if (counts(row)) add(results, row);
        // A window that shows as many rows as before would not be drawn anew.
        results.show(NAME);
        Analyzer.setUnsavedMeasurements(false);
    }

    /** Brings the table to the front, where a macro's {@code Table.get} without a title reads it. */
    static void show() {
        Frame window = GraphicsEnvironment.isHeadless() ? null : WindowManager.getFrame(NAME);
        if (window == null) return;
        window.toFront();
        WindowManager.setWindow(window);
    }

    /**
     * Leaves the rows that are there in their window under another title, as a copy, and empties the table: a macro
     * that has read from it once goes on with this object.
     */
    private static void keep(ResultsTable results) {
        ResultsTable kept = (ResultsTable) results.clone();
        String title = UniqueTitles.ofTable(NAME);
        // The recorder would write the new name down as if the user had given it, in front of the command.
        Recorder.suspendRecording();
        try {
            IJ.renameResults(NAME, title);
        } finally {
            Recorder.resumeRecording();
        }
        if (WindowManager.getFrame(title) instanceof TextWindow window)
            window.getTextPanel().setResultsTable(kept);
        results.reset();
        Analyzer.setResultsTable(results);
    }

    private void add(ResultsTable results, int row) {
        results.incrementCounter();
        about.forEach(results::addValue);
        for (String column : measured.getHeadings()) {
            double number = measured.getValueAsDouble(measured.getColumnIndex(column), row);
            if (Double.isNaN(number)) results.addValue(column, measured.getStringValue(column, row));
            else results.addValue(column, number);
            results.setDecimalPlaces(results.getColumnIndex(column), ResultsTable.AUTO_FORMAT);
        }
    }

    private boolean fits(ResultsTable results) {
        Set<String> there = Set.copyOf(Arrays.asList(results.getHeadings()));
        return there.containsAll(about.keySet()) && there.containsAll(Arrays.asList(measured.getHeadings()));
    }

    private static boolean canKeep() {
        return !GraphicsEnvironment.isHeadless() && WindowManager.getFrame(NAME) != null;
    }

    /** Whether no iteration of the same image follows. */
    private boolean counts(int row) {
        if (measured.getColumnIndex(ITERATION) == ResultsTable.COLUMN_NOT_FOUND || row == measured.size() - 1)
            return true;
        return measured.getValue(ITERATION, row + 1) <= measured.getValue(ITERATION, row);
    }
}
