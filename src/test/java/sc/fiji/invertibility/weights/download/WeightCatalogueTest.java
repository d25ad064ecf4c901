package sc.fiji.invertibility.weights.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightCatalogueTest {

    private static final String URL = "https://example.org/a.bin";

    @Test
    void thePluginsOwnTableHasEachNetworkSafelyAndWithAChecksum() {
        WeightCatalogue catalogue = WeightCatalogue.published();
        assertEquals(
                Set.of("VGG-16", "VGG-19", "AlexNet"),
                catalogue.entries().stream().map(PublishedWeights::architecture).collect(Collectors.toSet()));
        for (PublishedWeights entry : catalogue.entries()) {
            assertEquals("https", entry.url().getScheme(), entry.name());
            assertTrue(entry.checksum().isPresent(), entry.name());
            assertTrue(entry.checksum().get().strength().matches("SHA-256|SHA-1|MD5"), entry.name());
            assertTrue(entry.name().startsWith(entry.architecture()), entry.name());
            assertTrue(entry.licence().length() > 5, entry.name());
        }
    }

    @Test
    void torchvisionsFileNamesBeginTheChecksum() {
        for (PublishedWeights entry : WeightCatalogue.published().entries()) {
            if (!entry.url().getHost().equals("download.pytorch.org")) continue;
            String digits = entry.fileName().replaceAll(".*-(\\p{XDigit}{8})\\.pth", "$1");
            assertTrue(entry.checksum().get().digits().startsWith(digits), entry.fileName());
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThatAreThere() {
        WeightCatalogue catalogue = WeightCatalogue.published();
        assertEquals("VGG-16 (Keras)", catalogue.find("vgg-16 (keras)").name());
        String message = assertThrows(IllegalArgumentException.class, () -> catalogue.find("ResNet"))
                .getMessage();
        assertTrue(message.contains("'ResNet'") && message.contains("AlexNet (torchvision)"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\tVGG-16\t" + URL + "\t5\tMD5:00000000",
                "a\tVGG-16\thttp://example.org/a.bin\t5\t-\tfree",
                "a\tVGG-16\thttps://example.org/folder/\t5\t-\tfree",
                "a\tVGG-16\thttps://example.org/..\t5\t-\tfree",
                "a\tVGG-16\t" + URL + "\t0\t-\tfree",
                "a\tVGG-16\t" + URL + "\t5 MB\t-\tfree",
                "a\tVGG-16\t" + URL + "\t5\tMD5:0123\tfree",
                "a\tVGG-16\t" + URL + "\t5\tMD5:0123456789abcdef0123456789abcdef0\tfree",
                "a\tVGG-16\t" + URL + "\t5\tCRC32:01234567\tfree",
                "a\tVGG-16\t" + URL + "\t5\t-\tfree\nA\tVGG-16\t" + URL + "\t5\t-\tfree",
            })
    void aLineThatIsNotOfTheFormIsRefused(String table) {
        assertThrows(IllegalArgumentException.class, () -> WeightCatalogue.read(new StringReader(table)));
    }
}
