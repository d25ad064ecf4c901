package sc.fiji.invertibility.image;

import ij.ImagePlus;
import java.io.IOException;
import java.util.Locale;
import java.util.SplittableRandom;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.decode.Decoder;
import sc.fiji.invertibility.decode.DecodingNetwork;
import sc.fiji.invertibility.decode.EncodedImage;
import sc.fiji.invertibility.measure.ImageQuality;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.ExampleSource;

/** Pictures beside what a decoding network makes of them. */
public final class DecoderExamples {

    private static final double PEAK = 255;

    private DecoderExamples() {}

    /**
     * Decodes some pictures.
     *
     * @param engine where to compute
     * @param encoder the encoder
     * @param preprocessing how its input is preprocessed
     * @param decoder the decoding network
     * @param source the pictures, red, green, blue from 0 to 255; those that cannot be read are left out
     * @param count how many at most
     * @param monitor may stop the work
     * @return an RGB montage, a row for each picture; null if none can be read
     */
    public static ImagePlus of(
            Engine engine,
            Network encoder,
            Preprocessing preprocessing,
            DecodingNetwork decoder,
            ExampleSource source,
            int count,
            Monitor monitor) {
        PictureGrid grid = new PictureGrid(2);
        int shown = 0;
        for (int i = 0; i < source.size() && shown < count; i++) {
            monitor.check();
            Example example;
            try {
                example = source.read(i, new SplittableRandom(i));
            } catch (IOException unreadable) {
                continue;
            }
            Img<FloatType> original = example.image();
            try (EncodedImage encoded = EncodedImage.of(
                    engine, encoder, decoder.encoder().layer(), preprocessing.apply(original), Monitor.NONE)) {
                RandomAccessibleInterval<FloatType> seen =
                        DecodedPlanes.clamped(Decoder.of(decoder, encoded).decode(encoded.activations(), Monitor.NONE));
                grid.add(example.name(), original);
                grid.add(String.format(Locale.ROOT, "decoded, %.1f dB", ImageQuality.psnr(seen, original, PEAK)), seen);
                shown++;
            }
        }
        return shown == 0 ? null : grid.image("decoded-examples");
    }
}
