package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scijava.command.Command;
import sc.fiji.invertibility.filters.UselessFilters;
import sc.fiji.invertibility.image.Pictures;

/** Of an imported layer, a pruned filter and a repeated one are told, once, where they make a difference. */
class UselessFiltersWarningTest {

    private static final String REST = ", filter 2 is zero, without an angle to others, so that 0 is taken as the inner"
            + " product; filter 4 is the same as filter 1, with which the coherence is 1";

    @TempDir
    Path folder;

    @Test
    void pruningIsTold() throws IOException {
        float[] filters = new float[4 * 9];
        for (int i = 0; i < 9; i++) {
            filters[i] = filters[27 + i] = i + 1;
            filters[18 + i] = 5 - i;
        }
        Path weights =
                new TinyWeights().tensor("conv1.weight", "4,1,3,3", filters).write(folder.resolve("pruned"));
        Object[] single = {"network", "Single layer", "filters", "Imported", "weights", weights.toFile()};
        assertEquals(
                List.of("weights: of conv1" + REST),
                warnings(FilterCoherence.class, single, "seeds", 1, "device", "Java"));
        Object[] image = {"filters", "Imported", "weights", weights.toFile(), "image", Pictures.noise(8, 30, 20)};
        assertEquals(
                List.of("weights: of the layer" + REST), warnings(ReconstructFromLayer.class, image, "device", "Java"));
        assertEquals(List.of("weights: of conv1" + REST), warnings(AblateSwitches.class, image, "device", "Java"));
        assertEquals(
                List.of("weights: of the layer" + REST),
                warnings(
                        MeasureModelRip.class,
                        single,
                        "dimension",
                        "2-d",
                        "nonzeros",
                        3,
                        "draws",
                        2,
                        "device",
                        "Java"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IMPORTED")
    void filtersThatAreMadeAreAllOfUse(FilterFamily family) {
        for (int channels : new int[] {1, 3})
            assertEquals(
                    Optional.empty(),
                    UselessFilters.in(family.bank(64, channels, 5, 1)).sentence("made"));
    }

    private static List<String> warnings(Class<? extends Command> command, Object[] keys, Object... more) {
        List<Object> all = new ArrayList<>(List.of(keys));
        all.addAll(List.of(more));
        Ran ran = Ran.command(command, all.toArray());
        assertNull(ran.refusal());
        return ran.warnings();
    }
}
