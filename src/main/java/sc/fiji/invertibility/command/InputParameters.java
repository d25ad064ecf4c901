package sc.fiji.invertibility.command;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.network.ImageNetResize;

/**
 * How an image becomes a network's input: the parameters that all commands on networks share.
 *
 * @param preprocessing a choice of the parameter, {@link NetworkSource#AUTO} included
 * @param resize a choice of the parameter
 * @param range a choice of the parameter
 */
record InputParameters(String preprocessing, String resize, String range) {

    /**
     * The plane that is shown, as the network takes it.
     *
     * @param image the image; a grey one is repeated in all channels of a network with three
     * @param source the network
     */
    Img<FloatType> of(InputImage image, NetworkSource source) {
        NetworkInput input = NetworkInput.of(
                image,
                Choice.SCALING_OF_VALUES.of(range),
                source.pass().network().architecture().channels());
        return source.preprocessing(preprocessing)
                .apply(ImageNetResize.of(resize)
                        .apply(input.plane(image.shown().z(), image.shown().t())));
    }
}
