package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.filters.Padding;

/**
 * The convolutional part of the VGG networks (Simonyan and Zisserman, 2015): five blocks of 3×3 convolutions with ReLU,
 * each followed by 2×2 max pooling. Pooling drops a last odd row or column, as in all frameworks except Caffe.
 */
public final class Vgg {

    private static final int[] FILTERS = {64, 128, 256, 512, 512};
    private static final int[] COMPRESSED = {16, 32, 64, 128, 128};

    private Vgg() {}

    /** {@return VGG-16, model D: 13 convolutions} */
    public static Architecture sixteen() {
        return of("VGG-16", 2, 2, 3, 3, 3);
    }

    /** {@return VGG-19, model E: 16 convolutions} */
    public static Architecture nineteen() {
        return of("VGG-19", 2, 2, 4, 4, 4);
    }

    /**
     * VGG-19 as style transfer uses it (Li et al., 2017): its filters are scaled, a 1×1 convolution first turns RGB
     * from 0 to 1 into the input of Caffe's network, and maps are mirrored at their borders.
     *
     * @return the layers up to conv5_1
     */
    public static Architecture normalised() {
        return mirrored("VGG-19 normalised", FILTERS[0], FILTERS);
    }

    /**
     * {@link #normalised} with a sixteenth of its weights (Wang et al., 2020).
     *
     * @param first the filters of conv1_1, of which the shortest published encoder has more than the others
     * @return the layers up to conv5_1
     */
    public static Architecture compressed(int first) {
        return mirrored(first == 16 ? "VGG-19 16x" : "VGG-19 16x, " + first + " filters first", first, COMPRESSED);
    }

    private static Architecture mirrored(String name, int first, int... filters) {
        int[] convolutions = {2, 2, 4, 4, 1};
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Convolution("conv0", 3, 3, 1, 1, 1, Padding.VALID, 1, Rectification.NONE));
        int channels = 3;
        for (int block = 1; block <= filters.length; block++) {
            for (int j = 1; j <= convolutions[block - 1]; j++) {
                String index = block + "_" + j;
                int own = block == 1 && j == 1 ? first : filters[block - 1];
                layers.add(new Layer.Reflection("mirror" + index, 1));
                layers.add(Layer.Convolution.square("conv" + index, own, channels, 3, 1, 0, 1));
                channels = own;
            }
            if (block < filters.length) layers.add(pool(block));
        }
        return Architecture.of(name, 3, layers);
    }

    private static Layer pool(int block) {
        return new Layer.MaxPool("pool" + block, new Pooling(2, 2, false, Pooling.Selection.LARGEST));
    }

    private static Architecture of(String name, int... convolutions) {
        List<Layer> layers = new ArrayList<>();
        int channels = 3;
        for (int block = 1; block <= FILTERS.length; block++) {
            int filters = FILTERS[block - 1];
            for (int j = 1; j <= convolutions[block - 1]; j++) {
                layers.add(Layer.Convolution.square("conv" + block + "_" + j, filters, channels, 3, 1, 1, 1));
                channels = filters;
            }
            layers.add(pool(block));
        }
        return Architecture.of(name, 3, layers);
    }
}
