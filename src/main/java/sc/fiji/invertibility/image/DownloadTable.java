package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import java.util.List;
import sc.fiji.invertibility.weights.download.Checksum;
import sc.fiji.invertibility.weights.download.DownloadedWeights;
import sc.fiji.invertibility.weights.download.PublishedWeights;

/** Published weight files as a table: all of them, or the one that was downloaded. */
public final class DownloadTable {

    private static final String TITLE = "Published weights";

    private DownloadTable() {}

    /**
     * Lists files with the columns {@code name, architecture, size, licence, bytes, checksum, url}; cells of what is
     * not published are empty.
     *
     * @param published the files
     * @return the table
     */
    public static ResultsTable of(List<PublishedWeights> published) {
        TitledTable table = new TitledTable(TITLE);
        for (PublishedWeights file : published) {
            table.incrementCounter();
            table.addValue("name", file.name());
            table.addValue("architecture", file.architecture());
            table.addValue(
                    "size",
                    file.bytes().isPresent() ? ReadableSize.of(file.bytes().getAsLong()) : "");
            table.addValue("licence", file.licence());
            if (file.bytes().isPresent()) table.addValue("bytes", file.bytes().getAsLong());
            else table.addValue("bytes", "");
            table.addValue("checksum", file.checksum().map(Checksum::toString).orElse(""));
            table.addValue("url", file.url().toString());
        }
        return table.decimals(0, "bytes");
    }

    /**
     * Tells of one file with the columns {@code name, file, size, bytes, sha256, checked, origin, licence, url}.
     *
     * @param published what was asked for
     * @param file the file in the folder
     * @return the table, with one row
     */
    public static ResultsTable of(PublishedWeights published, DownloadedWeights file) {
        TitledTable table = new TitledTable(TITLE);
        table.incrementCounter();
        table.addValue("name", published.name());
        table.addValue("file", file.file().toString());
        table.addValue("size", ReadableSize.of(file.bytes()));
        table.addValue("bytes", file.bytes());
        table.addValue("sha256", file.sha256());
        table.addValue("checked", file.checked());
        table.addValue("origin", origin(file.origin()));
        table.addValue("licence", published.licence());
        table.addValue("url", published.url().toString());
        return table.decimals(0, "bytes");
    }

    private static String origin(DownloadedWeights.Origin origin) {
        return switch (origin) {
            case DOWNLOADED -> "downloaded";
            case RESUMED -> "downloaded in parts";
            case ALREADY_THERE -> "already there";
        };
    }
}
