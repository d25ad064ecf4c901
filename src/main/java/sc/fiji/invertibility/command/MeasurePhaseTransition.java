package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.PhaseMap;
import sc.fiji.invertibility.image.TitledTable;
import sc.fiji.invertibility.measure.PhaseTransition;
import sc.fiji.invertibility.sparse.CodeRecovery;

/** Maps which sparse codes algorithms recover, over the number of non-zeros and of channels. */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Phase Transition...", weight = 17)
        },
        description =
                "How often iterative hard thresholding, hard thresholding pursuit, OMP and CoSaMP recover the same"
                        + " random model-sparse codes z from x = W'z, W being Gaussian filters in one dimension (section 4.2).")
public class MeasurePhaseTransition extends InvertibilityCommand {

    @Parameter(persist = false, label = "Number of filters K", min = "1", description = "Of each random bank.")
    private int count = 96;

    @Parameter(persist = false, label = "Filter size", min = "1", description = "Of each random bank.")
    private int size = 5;

    @Parameter(persist = false, label = "Length D of x", min = "1", description = "At least the filter size.")
    private int length = 32;

    @Parameter(persist = false, label = "Channels M", description = "The rows of the map, separated by commas.")
    private String channels = "4,8,16,32,64";

    @Parameter(
            persist = false,
            label = "Non-zeros k",
            description = "The columns of the map, separated by commas; at most one non-zero in each filter's map.")
    private String nonzeros = "5,10,20,30,40,60,80";

    @Parameter(
            persist = false,
            label = "Draws",
            min = "1",
            description = "Codes for each square, each with a bank of its own.")
    private int draws = 5;

    @Parameter(persist = false, label = "Seed", description = "Of filters and codes.")
    private long seed = 1;

    @Parameter(persist = false, label = "Device", description = ToolTips.DEVICE)
    private String device = "Auto";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus map;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable recovered;

    /** Creates the command; SciJava sets its parameters. */
    public MeasurePhaseTransition() {}

    @Override
    public List<String> essentials() {
        return List.of("channels", "nonzeros", "draws", "count", "size", "length");
    }

    @Override
    protected void compute(Monitor monitor) {
        ParameterChecks.atLeast("count", 1, count);
        ParameterChecks.atLeast("size", 1, size);
        ParameterChecks.atLeast("draws", 1, draws);
        if (length < size)
            throw new IllegalArgumentException(
                    "length: expected at least the filter size, " + size + ", but got " + length);
        List<Integer> rows = ParameterChecks.numbers("channels", channels, 1),
                columns = ParameterChecks.numbers("nonzeros", nonzeros, 1);
        for (int k : columns)
            if (k > count)
                throw new IllegalArgumentException(
                        "nonzeros: expected at most one for each of the " + count + " filters, but got " + k);
        PhaseTransition transition = new PhaseTransition(count, size, length, draws, seed);
        ResultsTable table = new TitledTable("recovered");
        List<double[][]> shares = new ArrayList<>();
        for (int i = 0; i < CodeRecovery.values().length; i++) shares.add(new double[rows.size()][columns.size()]);
        int cells = rows.size() * columns.size();
        try (Engine engine = open(device)) {
            for (int cell = 0; cell < cells; cell++) {
                int row = cell / columns.size(), column = cell % columns.size();
                Monitor part = monitor.part(cell / (double) cells, (cell + 1.0) / cells);
                Map<CodeRecovery, Integer> found =
                        transition.successes(engine, rows.get(row), columns.get(column), part);
                table.incrementCounter();
                table.addValue("channels", rows.get(row));
                table.addValue("nonzeros", columns.get(column));
                table.addValue("draws", draws);
                found.forEach((method, successes) -> {
                    double share = successes / (double) draws;
                    table.addValue(method.name().toLowerCase(Locale.ROOT), share);
                    shares.get(method.ordinal())[row][column] = share;
                });
            }
        }
        recovered = table;
        map = new PhaseMap(texts(columns), texts(rows), "non-zeros k", "channels M")
                .image(
                        "phase-transition",
                        Stream.of(CodeRecovery.values())
                                .map(CodeRecovery::title)
                                .toList(),
                        shares);
    }

    private static List<String> texts(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).toList();
    }
}
