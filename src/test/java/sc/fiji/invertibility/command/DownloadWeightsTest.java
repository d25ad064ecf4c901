package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.headless.PlainContext;
import sc.fiji.invertibility.weights.download.PublishedWeights;
import sc.fiji.invertibility.weights.download.WeightCatalogue;

/** What the command does without a network; the download itself has tests of its own. */
class DownloadWeightsTest {

    @TempDir
    Path folder;

    @Test
    void theDialogOffersWhatTheCatalogueHas() {
        List<String> expected = Stream.concat(
                        Stream.of(DownloadWeights.LIST),
                        WeightCatalogue.published().entries().stream().map(PublishedWeights::name))
                .toList();
        try (Context context = PlainContext.create()) {
            assertEquals(
                    expected,
                    context.service(CommandService.class)
                            .getCommand(DownloadWeights.class)
                            .getInput("network", String.class)
                            .getChoices());
        }
    }

    @Test
    void theListSaysWhatIsPublishedAndWhatIsNot() {
        Ran ran = Ran.command(DownloadWeights.class);
        assertNull(ran.refusal());
        ResultsTable table = ran.output("files", ResultsTable.class);
        assertEquals(
                "name\tarchitecture\tsize\tlicence\tbytes\tchecksum\turl",
                table.getColumnHeadings().strip());
        int matlab = row(table, "VGG-16 (MatConvNet)"), keras = row(table, "VGG-16 (Keras)");
        assertEquals("", table.getStringValue("bytes", matlab));
        assertEquals(58889256, table.getValue("bytes", keras));
        assertEquals("58.9 MB", table.getStringValue("size", keras));
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        assertRefused("network: no weights are called 'ResNet'", "network", "ResNet");
        assertRefused("folder: expected the folder", "network", "VGG-16 (Keras)");
        Path nowhere = folder.resolve("nowhere");
        assertRefused("no such folder", "network", "VGG-16 (Keras)", "folder", nowhere.toFile());
        Path own = Files.writeString(folder.resolve("vgg16-397923af.pth"), "my own");
        assertRefused("is there already", "network", "VGG-16 (torchvision)", "folder", folder.toFile());
        assertEquals("my own", Files.readString(own));
    }

    private static void assertRefused(String words, Object... inputs) {
        Ran ran = Ran.command(DownloadWeights.class, inputs);
        assertTrue(ran.refusal() != null && ran.refusal().contains(words), () -> words + " / " + ran.refusal());
        assertNull(ran.output("files", ResultsTable.class));
    }

    private static int row(ResultsTable table, String name) {
        int row = 0;
        while (!table.getStringValue("name", row).equals(name)) row++;
        return row;
    }
}
