package sc.fiji.invertibility.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

class NetworkTest {

    private static final FilterBank CONV1_1 = GaussianFilters.scaled(64, 3, 3, 1);

    @Test
    void aPartialNetworkWorksUpToTheFirstMissingLayerAndNamesIt() {
        Network network = Network.of(
                Vgg.sixteen(), Map.of("features.0", CONV1_1, "block1_conv2", GaussianFilters.scaled(64, 64, 3, 2)));
        assertEquals("pool1", network.layer("pool(1)").name());
        assertEquals("conv2_1", network.firstMissing().orElseThrow().name());
        String message = assertThrows(IllegalArgumentException.class, () -> network.layer("conv4_2"))
                .getMessage();
        assertEquals(
                "the weights reach up to pool1: for conv4_2 of VGG-16 the filters of conv2_1 are missing", message);
    }

    @Test
    void mirroredBordersAreNotNamedAsWhatTheWeightsReach() {
        Network network = Network.of(
                Vgg.compressed(24),
                Map.of("conv0", GaussianFilters.scaled(3, 3, 1, 1), "conv1_1", GaussianFilters.scaled(24, 3, 3, 2)));
        assertEquals("conv1_1", network.reach());
        String message = assertThrows(IllegalArgumentException.class, () -> network.layer("pool1"))
                .getMessage();
        assertTrue(message.startsWith("the weights reach up to conv1_1: for pool1 of "), message);
        assertEquals("pool5", Network.gaussian(Vgg.sixteen(), 1).reach());
    }

    @Test
    void filtersOfAnotherSizeAreRefusedByName() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Network.of(Vgg.sixteen(), Map.of("conv1_2", CONV1_1)))
                .getMessage();
        assertEquals("the filters of conv1_2 are 64×64×3×3, not 64×3×3×3", message);
    }

    @Test
    void filtersTakeTheLayersStridePaddingAndGroups() {
        Architecture alexNet = AlexNet.caffe();
        Network network = Network.of(
                alexNet,
                Map.of("conv1", GaussianFilters.scaled(96, 3, 11, 1), "conv2", GaussianFilters.scaled(256, 48, 5, 2)));
        FilterBank first = network.bank(alexNet.convolutions().get(0));
        FilterBank second = network.bank(alexNet.convolutions().get(1));
        assertEquals(4, first.stride());
        assertEquals(55, first.outputHeight(227));
        assertEquals(96, second.channels());
        assertEquals(2, second.groups());
        assertEquals(27, second.outputWidth(27));
    }

    @Test
    void gaussianFiltersDependOnSeedAndPlaceOnly() {
        Architecture vgg = Vgg.sixteen();
        Network whole = Network.gaussian(vgg.upTo("conv3_1"), 7), part = Network.gaussian(vgg.upTo("pool1"), 7);
        for (Layer.Convolution layer : vgg.upTo("pool1").convolutions())
            assertArrayEquals(whole.bank(layer).weights(), part.bank(layer).weights(), layer.name());
        Layer.Convolution second = vgg.convolutions().get(1);
        float[] other = Network.gaussian(vgg.upTo("pool1"), 8).bank(second).weights();
        assertFalse(Arrays.equals(part.bank(second).weights(), other));
        // A layer's numbers must not be those of the layer below, shifted.
        float[] w2 = whole.bank(second).weights(),
                w3 = whole.bank(vgg.convolutions().get(2)).weights();
        for (int shift = 0; shift < 64; shift++) assertTrue(Math.abs(correlation(w2, w3, shift)) < 0.05);
    }

    @Test
    void gaussianFiltersHaveThePapersScalingAndNoBias() {
        Network network = Network.gaussian(AlexNet.caffe(), 3);
        for (Layer.Convolution layer : AlexNet.caffe().convolutions()) {
            FilterBank bank = network.bank(layer);
            double sum = 0;
            for (float w : bank.weights()) sum += (double) w * w;
            assertEquals(1, sum / bank.filters(), 0.02, "mean squared norm of a filter of " + layer.name());
            assertFalse(bank.hasBias());
        }
    }

    @Test
    void aSingleLayerIsANetworkToo() {
        Network network = Network.singleLayer(CONV1_1, Rectification.NONE, null);
        assertEquals("[conv1]", network.architecture().layerNames().toString());
        assertEquals(
                Rectification.NONE, network.architecture().convolutions().get(0).rectification());
    }

    private static double correlation(float[] a, float[] b, int shift) {
        int n = Math.min(a.length, b.length) - 64;
        double ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < n; i++) {
            ab += a[i + shift] * b[i];
            aa += a[i + shift] * a[i + shift];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
