package sc.fiji.invertibility.image;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.measure.SparsityLevel;

/**
 * Measures layer-wise sparsity over a folder, with one image in memory at a time. The measurements are saved after each
 * image, so that a later run can resume where an earlier one was stopped; when all images are done, that file is
 * deleted.
 *
 * @param images measures one image
 * @param folder the images
 * @param state the file that the measurements are saved in
 */
public record FolderSparsity(ImageSparsity images, ImageFolder folder, Path state) {

    /**
     * Measures all images. Those that cannot be read, or that the network cannot take, are skipped.
     *
     * @param setting a description of what is measured; a run with another setting is not resumed
     * @param told receives one sentence for every image that is skipped, and about the saved state
     * @param monitor receives the progress, and may stop the work
     * @return the measurements; without any image, if all were skipped
     * @throws IOException if the saved state cannot be read
     * @throws java.util.concurrent.CancellationException if the monitor stopped the work
     */
    public SparsityLevel measure(String setting, Consumer<String> told, Monitor monitor) throws IOException {
        SparsityLevel level = SparsityLevel.resume(state, setting);
        int count = folder.files().size(), first = 0;
        while (!level.last().isEmpty() && first < count) if (name(first++).equals(level.last())) break;
        if (first > 0) told.accept("taken up after " + first + " of " + count + " files, from " + state);
        level.skipped().forEach((name, reason) -> told.accept(skipped(name, reason)));
        boolean writable = true;
        for (int i = first; i < count; i++) {
            monitor.check();
            monitor.progress((double) i / count, (i + 1) + " of " + count + ": " + name(i));
            level = take(level, i, quiet(monitor), told);
            if (writable) writable = write(level, told);
        }
        Files.deleteIfExists(state);
        monitor.progress(1, null);
        return level;
    }

    private SparsityLevel take(SparsityLevel level, int i, Monitor monitor, Consumer<String> told) {
        String reason;
        try {
            ImagePlus image = folder.open(folder.files().get(i));
            return images.plus(level, name(i), image, monitor);
        } catch (IOException e) {
            reason = e.getMessage();
        } catch (IllegalArgumentException e) {
            reason = e.getMessage().replaceFirst("^image: ", "");
        } catch (OutOfDeviceMemory e) {
            reason = e.getMessage();
        } catch (OutOfMemoryError e) {
            // Its arrays are garbage by now, so that the other images still fit.
            reason = "too large for " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB of memory";
        }
        told.accept(skipped(name(i), reason));
        return level.without(name(i), reason);
    }

    private boolean write(SparsityLevel level, Consumer<String> told) {
        try {
            level.write(state);
            return true;
        } catch (IOException e) {
            told.accept("the state cannot be written to " + state + ", so that a stopped run starts anew: " + e);
            return false;
        }
    }

    private static String skipped(String name, String reason) {
        return "skipped " + name + ": " + reason;
    }

    /** The separator is the same on every system, so that the saved state is, too. */
    private String name(int i) {
        return folder.files().get(i).toString().replace('\\', '/');
    }

    /** Progress is reported per image, not per layer. */
    private static Monitor quiet(Monitor whole) {
        return new Monitor() {
            @Override
            public void progress(double fraction, String message) {}

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }
}
