package sc.fiji.invertibility.command;

import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.DownloadTable;
import sc.fiji.invertibility.image.ReadableSize;
import sc.fiji.invertibility.weights.download.Checksum;
import sc.fiji.invertibility.weights.download.DownloadedWeights;
import sc.fiji.invertibility.weights.download.PublishedWeights;
import sc.fiji.invertibility.weights.download.WeightCatalogue;
import sc.fiji.invertibility.weights.download.WeightDownload;

/** Downloads the weights of a network from their publisher into a folder, complete and checked or not at all. */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Download Weights...", weight = 12)
        },
        description = "Fetches the weights of VGG-16, VGG-19 or AlexNet from their publishers.")
public class DownloadWeights extends InvertibilityCommand {

    /** The one choice that downloads nothing. */
    static final String LIST = "List only";

    @Parameter(
            persist = false,
            label = "Weights",
            choices = {
                LIST,
                "VGG-16 (Caffe)",
                "VGG-19 (Caffe)",
                "VGG-16 (MatConvNet)",
                "VGG-19 (MatConvNet)",
                "VGG-16 (Keras)",
                "VGG-19 (Keras)",
                "VGG-16 (torchvision)",
                "VGG-19 (torchvision)",
                "AlexNet (MatConvNet)",
                "AlexNet (torchvision)"
            },
            description = "Which file. The paper's networks are those of Caffe and MatConvNet; Keras's are converted"
                    + " from them and smallest, as they lack the dense layers; torchvision's were trained anew.")
    private String network = LIST;

    @Parameter(
            persist = false,
            required = false,
            style = "directory",
            label = "Folder",
            description = "Where to keep the file. An interrupted download is continued.")
    private File folder;

    @Parameter(
            type = ItemIO.OUTPUT,
            label = "Published weights",
            description =
                    "what is published, how large, under which licence; or what was fetched and how it was checked")
    private ResultsTable files;

    /** Creates the command; SciJava sets its parameters. */
    public DownloadWeights() {}

    @Override
    protected IneffectiveParameters ineffective() {
        return new IneffectiveParameters().when(network.equalsIgnoreCase(LIST), "network is '" + LIST + "'", "folder");
    }

    @Override
    protected boolean measures() {
        return false;
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        WeightCatalogue catalogue = WeightCatalogue.published();
        if (network.equalsIgnoreCase(LIST)) {
            files = DownloadTable.of(catalogue.entries());
            return;
        }
        PublishedWeights wanted = find(catalogue);
        if (folder == null || folder.getPath().isBlank())
            throw new IllegalArgumentException("folder: expected the folder in which to keep " + wanted.fileName());
        inform(wanted.name() + " from " + wanted.url() + ", licence: " + wanted.licence());
        inform("announced: "
                + (wanted.bytes().isPresent() ? ReadableSize.of(wanted.bytes().getAsLong()) : "no size") + ", "
                + wanted.checksum().map(Checksum::toString).orElse("no checksum"));
        DownloadedWeights file = WeightDownload.of(wanted).into(folder.toPath(), monitor);
        inform(file.file() + ": " + ReadableSize.of(file.bytes()) + ", compared with the publisher's " + file.checked()
                + "; its SHA-256 is " + file.sha256());
        files = DownloadTable.of(wanted, file);
    }

    private PublishedWeights find(WeightCatalogue catalogue) {
        try {
            return catalogue.find(network);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("network: " + e.getMessage() + ", and '" + LIST + "'", e);
        }
    }
}
