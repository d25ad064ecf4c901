package sc.fiji.invertibility.command.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.Macro;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.command.FilterFamily;
import sc.fiji.invertibility.network.KnownNetworks;

class MacroLineTest {

    @Test
    void aLayersLineNamesAllThatWasSet() {
        Settings settings = Settings.initial()
                .withKeep(7.5)
                .withPool(4)
                .withIterations(3)
                .withCount(32)
                .withSize(7);
        assertEquals(
                "run(\"Reconstruct From Layer...\", \"filters=[Gaussian random] count=32 size=7 seed=1 pool=4 keep=7.5"
                        + " iterations=3 step=Normalised scaling=None\");",
                MacroLine.of(settings));
    }

    @Test
    void onlyRandomFiltersHaveASeed() {
        Settings settings = Settings.initial().withFilters(new MadeFilters(FilterFamily.GABOR));
        assertTrue(MacroLine.of(settings).contains("filters=Gabor count=64 size=5 pool=2"), MacroLine.of(settings));
    }

    @Test
    void aNetworksLineHasNoKeysOfASingleLayer() {
        Settings settings = Settings.initial()
                .withFilters(NetworkFilters.random(KnownNetworks.named("VGG-16")))
                .withLayer("conv2_2");
        assertEquals(
                "run(\"Reconstruct From Network...\", \"network=VGG-16 filters=[Gaussian random] layer=conv2_2 seed=1"
                        + " iterations=10\");",
                MacroLine.of(settings));
    }

    @Test
    void pathsAreReadBackByTheMacroLanguageAsTheyWere() {
        Path path = Path.of("C:\\my weights\\vgg \"16\".h5");
        Settings settings = Settings.initial().withFilters(new FileFilters(path, List.of("conv1_1"), false));
        String line = MacroLine.of(settings);
        String quoted = line.substring(line.indexOf(", \"") + 3, line.lastIndexOf("\");"));
        String options = quoted.replace("\\\"", "\"").replace("\\\\", "\\"); // as the macro language reads a string
        assertEquals(path.toString(), Macro.getValue(options, "weights", ""));
        assertEquals("conv1_1", Macro.getValue(options, "layer", ""));
    }

    @Test
    void aLayerThatIsNotThereIsNoSetting() {
        Settings network = Settings.initial().withFilters(NetworkFilters.random(KnownNetworks.named("AlexNet")));
        assertEquals("pool1", network.layer());
        assertThrows(IllegalArgumentException.class, () -> network.withLayer("conv9"));
    }
}
