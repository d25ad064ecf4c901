package sc.fiji.invertibility.weights.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.weights.WeightsException;
import sc.fiji.invertibility.weights.download.DownloadedWeights.Origin;

/**
 * Downloads one published file into a folder. Under its own name, the file is either complete and checked, or not there
 * at all; until then it is called {@code NAME.part}. What a lost connection or a stopped download leaves under that
 * name is continued by the next download, if the server still has the same file; bytes that turn out to be wrong are
 * removed.
 *
 * @param file what to fetch
 * @param silence how long the server may send nothing, or less than 1 kB a second
 */
public record WeightDownload(PublishedWeights file, Duration silence) {

    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** The fraction of the progress for the transfer; the rest is for the checksum. */
    private static final double TRANSFER = 0.95;

    /**
     * A download from a server that may be silent for half a minute.
     *
     * @param file what to fetch
     * @return the download
     */
    public static WeightDownload of(PublishedWeights file) {
        return new WeightDownload(file, SILENCE);
    }

    /**
     * Downloads the file, or what is missing from an earlier attempt. A file of that name that already exists is only
     * checked, and never replaced.
     *
     * @param folder the folder, which has to exist
     * @param monitor receives the progress and may stop the work
     * @return the file that is in the folder then
     * @throws WeightsException if the file does not come, is not the published one, or the folder cannot be
     *     written to; one sentence that says which
     * @throws IOException if the disk fails while it is written
     * @throws CancellationException if the user asked to stop, or the thread is interrupted, which it then
     *     still is
     */
    public DownloadedWeights into(Path folder, Monitor monitor) throws IOException {
        try {
            return fetch(folder, monitor);
        } catch (IOException e) {
            // Wherever an interrupt strikes, what is open closes: that is no failure of the file or the network.
            if (!Thread.currentThread().isInterrupted()) throw e;
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }

    private DownloadedWeights fetch(Path folder, Monitor monitor) throws IOException {
        if (!Files.isDirectory(folder))
            throw new WeightsException(folder + ": no such folder, expected one for " + file.fileName());
        Path target = folder.resolve(file.fileName());
        if (Files.exists(target)) return present(target, monitor);
        try (PartFile part = open(target)) {
            boolean resumed = new FileTransfer(file, part, silence, monitor.part(0, TRANSFER)).run();
            long bytes = part.length();
            Digests digests = Digests.of(part.content(), bytes, expected(), monitor.part(TRANSFER, 1));
            try {
                verify(digests, bytes);
            } catch (WeightsException e) {
                part.discard();
                throw NetworkErrors.of(file, e.getMessage() + "; it was removed", e);
            }
            part.publish(target);
            return new DownloadedWeights(
                    target, bytes, digests.sha256(), checked(), resumed ? Origin.RESUMED : Origin.DOWNLOADED);
        }
    }

    private DownloadedWeights present(Path target, Monitor monitor) throws IOException {
        long bytes = Files.size(target);
        try (InputStream in = Files.newInputStream(target)) {
            Digests digests = Digests.of(in, bytes, expected(), monitor);
            verify(digests, bytes);
            return new DownloadedWeights(target, bytes, digests.sha256(), checked(), Origin.ALREADY_THERE);
        } catch (WeightsException e) {
            throw new WeightsException(
                    target + " is there already, but " + e.getMessage() + "; rename or remove it first", e);
        }
    }

    private void verify(Digests digests, long bytes) throws WeightsException {
        if (file.bytes().isPresent() && bytes != file.bytes().getAsLong())
            throw new WeightsException(
                    "the file has " + bytes + " bytes, expected " + file.bytes().getAsLong());
        Checksum checksum = expected();
        if (checksum == null || checksum.accepts(digests.of(checksum))) return;
        throw new WeightsException("the file is not the published one: its " + checksum.algorithm() + " is "
                + digests.of(checksum) + ", expected " + checksum.digits());
    }

    private Checksum expected() {
        return file.checksum().orElse(null);
    }

    private String checked() {
        return file.checksum().map(Checksum::strength).orElse("nothing");
    }

    private static PartFile open(Path target) throws IOException {
        try {
            return PartFile.open(target);
        } catch (WeightsException e) {
            throw e;
        } catch (IOException e) {
            throw new WeightsException(target.getParent() + ": this folder cannot be written to", e);
        }
    }
}
