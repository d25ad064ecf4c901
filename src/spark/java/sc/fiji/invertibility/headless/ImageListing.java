package sc.fiji.invertibility.headless;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The images of a batch in the order of their names, with the names of their results' folders: on disk, because there may
 * be more than fit into memory. They are read while the folder is listed, page by page.
 */
final class ImageListing implements AutoCloseable {

    private final ImageSource source;
    private final Path folder;
    private final long size;

    private ImageListing(ImageSource source, Path folder, long size) {
        this.source = source;
        this.folder = folder;
        this.size = size;
    }

    /** Lists what {@link ImageList} would, also in Hadoop's file systems. */
    static ImageListing of(BatchOrder order, Configuration hadoop) throws BadInputException, IOException {
        String key = order.key() + "s", text = order.images();
        Path folder = Files.createTempDirectory("cnn-invertibility-images");
        ImageListing listing = null;
        try {
            Path found = folder.resolve("found"), sorted = folder.resolve("sorted");
            ImageSource source =
                    HadoopFiles.isRemote(text) ? remote(key, text, hadoop, found) : local(key, text, found);
            NameLines.sort(found, sorted, NameLines.BY_NAME);
            Files.delete(found);
            listing = new ImageListing(source, folder, named(sorted, folder.resolve("listing")));
            Files.delete(sorted);
            if (listing.size() == 0) throw ImageList.none(key, text);
            return listing;
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        } finally {
            if (listing == null || listing.size() == 0) HadoopFiles.removeLocal(folder);
        }
    }

    private static ImageSource local(String key, String text, Path to) throws BadInputException, IOException {
        String plain = HadoopFiles.plain(text);
        try (Stream<Path> images = ImageList.unsorted(key, plain);
                BufferedWriter lines = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
            String typed = null;
            for (Path image : (Iterable<Path>) images::iterator) {
                lines.write(NameLines.escaped(image.getFileName().toString()) + "\n");
                if (typed == null)
                    typed = image.getParent() == null ? "" : image.getParent().toString();
            }
            return ImageSource.local(typed == null ? plain : typed);
        }
    }

    private static ImageSource remote(String key, String text, Configuration hadoop, Path to)
            throws BadInputException, IOException {
        String folder = text;
        Predicate<String> wanted = ImageList::looksLikeAnImage;
        try {
            FileSystem files = FileSystem.get(URI.create(text.replaceFirst("(?<=.)/[^/]*[*?\\[{][^/]*$", "")), hadoop);
            if (!HadoopFiles.isFolder(files, text)) {
                folder = text.substring(0, text.lastIndexOf('/') + 1);
                PathMatcher pattern =
                        FileSystems.getDefault().getPathMatcher("glob:" + text.substring(folder.length()));
                wanted = name -> pattern.matches(Path.of(name));
                if (!HadoopFiles.isFolder(files, folder))
                    throw new BadInputException(key + ": no such folder: " + folder);
            }
            RemoteIterator<FileStatus> all = files.listStatusIterator(new org.apache.hadoop.fs.Path(folder));
            try (BufferedWriter lines = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
                while (all.hasNext()) {
                    FileStatus file = all.next();
                    String name = file.getPath().getName();
                    if (file.isFile() && !name.startsWith(".") && wanted.test(name))
                        lines.write(NameLines.escaped(name) + "\n");
                }
            }
            return ImageSource.remote(folder);
        } catch (PatternSyntaxException broken) {
            throw new BadInputException(key + ": not a pattern for file names: " + text, broken);
        } catch (IllegalArgumentException | IOException refused) {
            throw new BadInputException(
                    key + ": " + text + " cannot be listed: " + HadoopFiles.reason(refused), refused);
        }
    }

    private static long named(Path names, Path listing) throws IOException {
        FolderNamesOnDisk folders = FolderNamesOnDisk.of(names);
        int image = 0;
        try (BufferedReader lines = Files.newBufferedReader(names, StandardCharsets.UTF_8);
                BufferedWriter to = Files.newBufferedWriter(listing, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine(), image++)
                to.write(line + "\t" + NameLines.escaped(folders.next(image, NameLines.unescaped(line))) + "\n");
        }
        return image;
    }

    ImageSource source() {
        return source;
    }

    long size() {
        return size;
    }

    /** All images, each time anew; must be closed if not all are read. */
    Items items() throws IOException {
        return new Items(Files.newBufferedReader(folder.resolve("listing"), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        HadoopFiles.removeLocal(folder);
    }

    /** Images one by one. */
    static final class Items implements Iterator<ImageItem>, AutoCloseable {

        private final BufferedReader lines;
        private String line;
        private long index;

        private Items(BufferedReader lines) throws IOException {
            this.lines = lines;
            this.line = lines.readLine();
        }

        @Override
        public boolean hasNext() {
            return line != null;
        }

        @Override
        public ImageItem next() {
            if (line == null) throw new NoSuchElementException();
            String[] cells = line.split("\t", -1);
            try {
                line = lines.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new ImageItem(index++, NameLines.unescaped(cells[0]), NameLines.unescaped(cells[1]));
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
