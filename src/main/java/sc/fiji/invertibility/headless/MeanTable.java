package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.Serializable;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sc.fiji.invertibility.measure.Moments;

/**
 * Means over the images of a batch, for tables whose rows are told apart by texts: layers, for example. Parts over some
 * of the images can be made apart and joined in any order.
 */
final class MeanTable implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The tables that have means, each with the columns that tell its rows apart. */
    private static final Map<String, List<String>> KEYS = Map.of(
            "sparsity.csv", List.of("layer"),
            "decode.csv", List.of("source"),
            "layerwise.csv", List.of("layer", "space"),
            "rip.csv", List.of("quantity"));

    /** Numbers that say where a plane is; a stack's planes count like images. */
    private static final Set<String> PLACES = Set.of("z", "t");

    private final List<String> keys;

    /** The rows and columns in the order in which a batch sees them: image first, then place. */
    private final Map<List<String>, Long> rows = new HashMap<>();

    private final Map<String, Long> columns = new HashMap<>();
    private final Map<List<String>, Map<String, Moments>> moments = new HashMap<>();

    private MeanTable(List<String> keys) {
        this.keys = keys;
    }

    /** No images yet, for a table that has means. */
    static Optional<MeanTable> of(String table) {
        return Optional.ofNullable(KEYS.get(table)).map(MeanTable::new);
    }

    /** The file of a table's means. */
    static String file(String table) {
        return table.replaceFirst("\\.csv$", "-means.csv");
    }

    /** Adds the table of an image; cells that hold no number do not count. */
    void add(long image, List<Map<String, String>> table) {
        for (int i = 0; i < table.size(); i++) {
            Map<String, String> cells = table.get(i);
            List<String> row =
                    keys.stream().map(key -> cells.getOrDefault(key, "")).toList();
            rows.merge(row, place(image, i), Math::min);
            int column = 0;
            for (Map.Entry<String, String> cell : cells.entrySet()) {
                boolean measured = !keys.contains(cell.getKey()) && !PLACES.contains(cell.getKey());
                double value = !measured ? Double.NaN : number(cell.getValue());
                if (Double.isFinite(value)) {
                    columns.merge(cell.getKey(), place(image, column), Math::min);
                    of(row).merge(cell.getKey(), Moments.NONE.plus(value), (old, one) -> old.plus(value));
                }
                column++;
            }
        }
    }

    /** Adds the images of another part. */
    MeanTable and(MeanTable other) {
        other.rows.forEach((row, place) -> rows.merge(row, place, Math::min));
        other.columns.forEach((column, place) -> columns.merge(column, place, Math::min));
        other.moments.forEach(
                (row, cells) -> cells.forEach((column, part) -> of(row).merge(column, part, Moments::and)));
        return this;
    }

    /** Writes, for each column of numbers, its mean, its standard deviation and the number of images. */
    void write(Writer to) throws IOException {
        List<String> cells = new ArrayList<>(keys);
        List<String> numbers = inOrder(columns);
        for (String column : numbers) cells.addAll(List.of(column + "_mean", column + "_sd", column + "_images"));
        to.write(CsvTable.line(cells));
        for (List<String> row : inOrder(rows)) {
            cells = new ArrayList<>(row);
            for (String column : numbers) {
                Moments part = of(row).getOrDefault(column, Moments.NONE);
                cells.add(part.count() == 0 ? "" : CsvTable.number(part.mean()));
                cells.add(part.count() < 2 ? "" : CsvTable.number(part.sd()));
                cells.add(Long.toString(part.count()));
            }
            to.write(CsvTable.line(cells));
        }
    }

    private Map<String, Moments> of(List<String> row) {
        return moments.computeIfAbsent(row, none -> new HashMap<>());
    }

    private static <K> List<K> inOrder(Map<K, Long> places) {
        return places.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Tables have far fewer rows and columns than this leaves room for. */
    private static long place(long image, int within) {
        return (image << 20) + Math.min(within, (1 << 20) - 1);
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException text) {
            return Double.NaN;
        }
    }
}
