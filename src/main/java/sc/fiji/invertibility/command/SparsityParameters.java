package sc.fiji.invertibility.command;

import java.io.File;
import java.util.List;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

/** The user's parameters for a measurement of sparsity. */
@Redefine(
        parameter = "image",
        description = "The image: each z and t counts as one, within the rectangle of the selection. A grey one is"
                + " repeated to three channels for networks that need them. Not needed with a folder.")
@Redefine(
        parameter = "layer",
        description =
                "The last layer that is measured: conv1_1 to pool5 (AlexNet: conv1 to pool5), or as the file names"
                        + " it. Empty: the last that the filters reach. For a single imported layer: the name of a 4-d tensor;"
                        + " empty: the first.")
abstract class SparsityParameters extends StridedLayerParameters {

    @Position(after = "image")
    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.DIRECTORY_STYLE,
            label = "Folder of images",
            description = "Instead of the image: all images of this folder and of those in it, of any format that"
                    + " ImageJ opens. Others are listed and skipped.")
    File folder;

    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.SAVE_STYLE,
            label = "State of a stopped run",
            description = "Where to write down what was measured after each image of a folder, so that the same"
                    + " command goes on where it was stopped. Empty: a file next to the folder. When all is done, it is"
                    + " deleted.")
    File state;

    @Position(before = "device")
    @Parameter(
            persist = false,
            label = "Patience (seconds)",
            min = "1",
            description = "Images of a folder that take longer than this are listed and skipped.")
    int patience = 3600;

    final boolean isOfFolder() {
        return folder != null && !folder.getPath().isBlank();
    }

    @Override
    protected boolean needsImage() {
        return false;
    }

    @Override
    protected IneffectiveParameters ineffective() {
        return super.ineffective()
                .when(!isOfFolder(), "no folder is named", "state")
                .when(isOfFolder(), "a folder is named", "image");
    }

    @Override
    public List<String> essentials() {
        return List.of("image", "folder", "network", "filters", "weights", "layer", "resize");
    }
}
