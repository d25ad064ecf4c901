package sc.fiji.invertibility.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Vgg;

/** Filters are recognised, also if they were rounded, and others are not. */
class FilterSketchTest {

    private static final Architecture VGG = Vgg.sixteen().upTo("conv3_1");
    private static final Network ONE = Network.gaussian(VGG, 1), TWO = Network.gaussian(VGG, 2);

    private static Network changed(String layer, UnaryOperator<FilterBank> change) {
        Map<String, FilterBank> banks = new LinkedHashMap<>();
        for (Layer.Convolution each : VGG.convolutions())
            banks.put(each.name(), layer.equals(each.name()) ? change.apply(ONE.bank(each)) : ONE.bank(each));
        return Network.of(VGG, banks);
    }

    /** To seven bits after the first. */
    private static FilterBank rounded(FilterBank bank) {
        float[] weights = bank.weights().clone();
        for (int i = 0; i < weights.length; i++)
            weights[i] = Float.intBitsToFloat(Float.floatToIntBits(weights[i]) & 0xffff0000);
        return FilterBank.of(weights, bank.filters(), bank.channels(), bank.height(), bank.width());
    }

    @Test
    void theSameFiltersAreRecognisedAndThoseOfAnotherSeedAreNot() {
        FilterSketch sketch = FilterSketch.of(ONE, "conv2_2");
        assertEquals("conv2_2", sketch.layer());
        assertTrue(sketch.isOf(ONE));
        assertFalse(sketch.isOf(TWO));
    }

    @Test
    void roundingIsNoDifference() {
        assertTrue(FilterSketch.of(ONE, "conv3_1").isOf(changed("conv2_1", FilterSketchTest::rounded)));
    }

    @Test
    void onlyTheLayersUpToTheOneThatIsDecodedCount() {
        Layer.Convolution top = (Layer.Convolution) VGG.layer("conv3_1");
        Network other = changed("conv3_1", bank -> TWO.bank(top));
        assertTrue(FilterSketch.of(ONE, "pool2").isOf(other));
        assertFalse(FilterSketch.of(ONE, "conv3_1").isOf(other));
        Layer.Convolution first = (Layer.Convolution) VGG.layer("conv1_1");
        assertFalse(FilterSketch.of(ONE, "pool2").isOf(changed("conv1_1", bank -> TWO.bank(first))));
    }

    @Test
    void anotherNumberOfSumsIsRefused() {
        String refusal = assertThrows(IllegalArgumentException.class, () -> new FilterSketch("pool1", List.of(1.0)))
                .getMessage();
        assertEquals("expected 16 numbers as filters, but got 1", refusal);
    }
}
