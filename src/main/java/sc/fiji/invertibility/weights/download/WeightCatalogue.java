package sc.fiji.invertibility.weights.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The known published weight files, listed in one table, {@code weights.tsv}: name, architecture, URL, bytes, checksum
 * and licence, separated by tabs, with {@code -} for what the publisher does not state.
 *
 * @param entries all entries, in the table's order
 */
public record WeightCatalogue(List<PublishedWeights> entries) {

    private static final String TABLE = "weights.tsv";
    private static final int COLUMNS = 6;

    /** {@return the catalogue of the plugin's own table} */
    public static WeightCatalogue published() {
        try (InputStream table = WeightCatalogue.class.getResourceAsStream(TABLE);
                Reader text = new InputStreamReader(table, StandardCharsets.UTF_8)) {
            return read(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a table of this form; lines that begin with {@code #} are comments.
     *
     * @param text the table
     * @return its catalogue
     * @throws IllegalArgumentException if a line does not have this form, or a name occurs twice
     * @throws IOException if the text cannot be read
     */
    public static WeightCatalogue read(Reader text) throws IOException {
        List<PublishedWeights> entries = new ArrayList<>();
        BufferedReader lines = new BufferedReader(text);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank() || line.startsWith("#")) continue;
            PublishedWeights entry = entry(line);
            if (entries.stream().anyMatch(other -> other.name().equalsIgnoreCase(entry.name())))
                throw new IllegalArgumentException("the catalogue has two entries named " + entry.name());
            entries.add(entry);
        }
        return new WeightCatalogue(List.copyOf(entries));
    }

    /**
     * Finds an entry.
     *
     * @param name its name, in any case
     * @return the entry
     * @throws IllegalArgumentException if none has that name; the message lists the names
     */
    public PublishedWeights find(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no weights are called '" + name + "'; there are: "
                        + entries.stream().map(PublishedWeights::name).collect(Collectors.joining(", "))));
    }

    private static PublishedWeights entry(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS)
            throw new IllegalArgumentException(
                    "the catalogue's line '" + line + "' has " + cells.length + " columns, expected " + COLUMNS);
        return new PublishedWeights(
                cells[0],
                cells[1],
                URI.create(cells[2]),
                known(cells[3])
                        .map(text -> OptionalLong.of(Long.parseLong(text)))
                        .orElse(OptionalLong.empty()),
                known(cells[4]).map(Checksum::parse),
                cells[5]);
    }

    private static Optional<String> known(String cell) {
        return cell.equals("-") ? Optional.empty() : Optional.of(cell);
    }
}
