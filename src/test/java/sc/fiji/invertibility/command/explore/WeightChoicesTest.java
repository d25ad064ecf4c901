package sc.fiji.invertibility.command.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.Shared;

class WeightChoicesTest {

    private final Path single = Path.of("src/test/resources/weights/single/filters.npy");

    @Test
    void aNetworksFileOffersItsLayersAsFarAsTheyGo() throws IOException {
        Path file = Shared.file("weights/vgg16/vgg16_conv1-2_keras2.h5");
        List<FilterChoice> choices = WeightChoices.of(file, 3);
        assertEquals(2, choices.size());
        assertEquals(
                List.of("conv1_1", "conv1_2", "pool1", "conv2_1", "conv2_2", "pool2"),
                choices.get(0).layers());
        assertEquals(1, choices.get(1).layers().size(), "only the first layer takes an image of three channels");
        LayerFilters first = (LayerFilters) choices.get(1);
        assertEquals(3, first.bank(Settings.initial().withFilters(first), 3).channels());
        assertEquals(1, WeightChoices.of(file, 2).size());
    }

    @Test
    void aFileWithNothingForTheImageIsRefused() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> WeightChoices.of(single, 200));
        assertTrue(e.getMessage()
                .startsWith("weights: filters.npy has no layer for images whose number of channels is 200"));
    }
}
