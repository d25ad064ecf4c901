package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the tables of images where the workers are.
 *
 * @param run tells apart what runs share processes
 * @param out the folder of the results
 * @param hidden the hidden folder of the run
 */
record TableWork(String run, String out, String hidden) implements Serializable {

    /**
     * The rows of some images' tables, one after the other.
     *
     * @param first the place of the first image
     * @param columns the columns of each table
     * @param rows the rows of each table as text
     * @param lost why the results of an image are gone, by its place
     */
    record Part(long first, Map<String, List<String>> columns, Map<String, String> rows, Map<Long, String> lost)
            implements Serializable {}

    /** The rows of some images. */
    Part rows(List<ImageItem> items) throws IOException {
        Map<String, Map<ImageItem, List<Map<String, String>>>> tables = new LinkedHashMap<>();
        Map<String, Set<String>> columns = new LinkedHashMap<>();
        Map<Long, String> lost = new LinkedHashMap<>();
        for (ImageItem item : items) {
            try {
                place().tables(item.folder()).forEach((name, text) -> {
                    List<String> lines = text.lines().toList();
                    if (lines.isEmpty()) return;
                    columns.computeIfAbsent(name, none -> new LinkedHashSet<>()).addAll(CsvRows.cells(lines.get(0)));
                    tables.computeIfAbsent(name, none -> new LinkedHashMap<>()).put(item, CsvRows.of(lines));
                });
            } catch (IOException gone) {
                lost.put(item.index(), "error: its results are gone (" + OneLineMessage.of(gone) + ")");
            }
        }
        Map<String, List<String>> headings = new LinkedHashMap<>();
        columns.forEach((name, all) -> headings.put(name, new ArrayList<>(all)));
        Map<String, String> texts = new LinkedHashMap<>();
        tables.forEach((name, images) -> texts.put(name, text(images, headings.get(name))));
        return new Part(items.get(0).index(), headings, texts, lost);
    }

    private static String text(Map<ImageItem, List<Map<String, String>>> images, List<String> columns) {
        StringBuilder text = new StringBuilder();
        List<String> cells = new ArrayList<>();
        images.forEach((item, rows) -> {
            for (Map<String, String> row : rows) {
                cells.clear();
                cells.add(item.folder());
                for (String column : columns) cells.add(row.getOrDefault(column, ""));
                text.append(CsvTable.line(cells));
            }
        });
        return text.toString();
    }

    /** The means of some images' tables, by the tables' names. */
    LinkedHashMap<String, MeanTable> means(List<ImageItem> items) throws IOException {
        LinkedHashMap<String, MeanTable> means = new LinkedHashMap<>();
        for (ImageItem item : items)
            for (Map.Entry<String, String> table : place().tables(item.folder()).entrySet()) {
                MeanTable.of(table.getKey()).ifPresent(none -> means.putIfAbsent(table.getKey(), none));
                MeanTable mean = means.get(table.getKey());
                if (mean != null)
                    mean.add(item.index(), CsvRows.of(table.getValue().lines().toList()));
            }
        return means;
    }

    /** The means of two parts of the images. */
    static LinkedHashMap<String, MeanTable> joined(
            LinkedHashMap<String, MeanTable> one, LinkedHashMap<String, MeanTable> other) {
        LinkedHashMap<String, MeanTable> both = new LinkedHashMap<>(one);
        other.forEach((name, table) -> both.merge(name, table, MeanTable::and));
        return both;
    }

    private ResultPlace place() throws IOException {
        return Worker.place(run, out, hidden);
    }
}
