package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Pooling;

/**
 * The convolutional part of the VGG networks (Simonyan and Zisserman, 2015): five blocks of 3×3 convolutions with ReLU,
 * each followed by 2×2 max pooling. Pooling drops a last odd row or column, as in all frameworks except Caffe.
 */
public final class Vgg {

    private static final int[] FILTERS = {64, 128, 256, 512, 512};

    private Vgg() {}

    /** {@return VGG-16, model D: 13 convolutions} */
    public static Architecture sixteen() {
        return of("VGG-16", 2, 2, 3, 3, 3);
    }

    /** {@return VGG-19, model E: 16 convolutions} */
    public static Architecture nineteen() {
        return of("VGG-19", 2, 2, 4, 4, 4);
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
            layers.add(new Layer.MaxPool("pool" + block, new Pooling(2, 2, false, Pooling.Selection.LARGEST)));
        }
        return Architecture.of(name, 3, layers);
    }
}
