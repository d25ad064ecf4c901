package sc.fiji.invertibility.network;

import java.util.List;
import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.Pooling;

/** The convolutional part of AlexNet (Krizhevsky et al., 2012), in the two variants that are distributed. */
public final class AlexNet {

    /** The constants of bvlc_alexnet. */
    private static final LocalResponseNorm RESPONSE = new LocalResponseNorm(5, 1e-4, 0.75, 1);

    private AlexNet() {}

    /**
     * {@return Caffe's bvlc_alexnet: three layers in two groups, local response normalisation after the ReLU of the
     * first two, and pooling that rounds up}
     */
    public static Architecture caffe() {
        return Architecture.of(
                "AlexNet",
                3,
                List.of(
                        Layer.Convolution.square("conv1", 96, 3, 11, 4, 0, 1),
                        new Layer.Normalisation("norm1", RESPONSE),
                        pool("pool1", true),
                        Layer.Convolution.square("conv2", 256, 96, 5, 1, 2, 2),
                        new Layer.Normalisation("norm2", RESPONSE),
                        pool("pool2", true),
                        Layer.Convolution.square("conv3", 384, 256, 3, 1, 1, 1),
                        Layer.Convolution.square("conv4", 384, 384, 3, 1, 1, 2),
                        Layer.Convolution.square("conv5", 256, 384, 3, 1, 1, 2),
                        pool("pool5", true)));
    }

    /** {@return torchvision's AlexNet: fewer filters, no groups, no normalisation, and pooling that rounds down} */
    public static Architecture torchvision() {
        return Architecture.of(
                "AlexNet (torchvision)",
                3,
                List.of(
                        Layer.Convolution.square("conv1", 64, 3, 11, 4, 2, 1),
                        pool("pool1", false),
                        Layer.Convolution.square("conv2", 192, 64, 5, 1, 2, 1),
                        pool("pool2", false),
                        Layer.Convolution.square("conv3", 384, 192, 3, 1, 1, 1),
                        Layer.Convolution.square("conv4", 256, 384, 3, 1, 1, 1),
                        Layer.Convolution.square("conv5", 256, 256, 3, 1, 1, 1),
                        pool("pool5", false)));
    }

    private static Layer pool(String name, boolean partial) {
        return new Layer.MaxPool(name, new Pooling(3, 2, partial, Pooling.Selection.LARGEST));
    }
}
