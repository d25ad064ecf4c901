package sc.fiji.invertibility.headless;

import ij.ImagePlus;
import ij.io.FileInfo;

/**
 * What the record of a run calls a file that was read, where the file itself was elsewhere: a copy of it, or the same
 * file seen from another folder.
 *
 * @param typed as the user named it
 * @param absolute its whole name
 */
record SourceName(String typed, String absolute) {

    /** Calls an image's file by this name. */
    void writeTo(ImagePlus image) {
        FileInfo file = image.getOriginalFileInfo();
        if (file == null) return;
        int name = absolute.lastIndexOf('/') + 1;
        file.directory = absolute.substring(0, name);
        file.fileName = absolute.substring(name);
    }
}
