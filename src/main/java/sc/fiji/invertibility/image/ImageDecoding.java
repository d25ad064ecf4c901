package sc.fiji.invertibility.image;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.decode.ActivationEstimates;
import sc.fiji.invertibility.decode.ActivationSource;
import sc.fiji.invertibility.decode.Decoder;
import sc.fiji.invertibility.decode.DecodingNetwork;
import sc.fiji.invertibility.decode.EncodedImage;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * Decodes a layer's activations, and what is put in their place, for every z and t of an ImageJ image.
 *
 * @param encoder the network whose layer is decoded
 * @param decoder a decoding network for that layer
 * @param preprocessing how the encoder's input is preprocessed
 * @param resize how the image is resized first
 * @param sources what is decoded, at least one
 * @param keep k of the iteration, in percent of the pooled units; empty for the non-zeros of the layer above
 * @param seed of Gaussian filters and activations
 */
public record ImageDecoding(
        Network encoder,
        DecodingNetwork decoder,
        Preprocessing preprocessing,
        ImageNetResize resize,
        List<ActivationSource> sources,
        OptionalDouble keep,
        long seed) {

    /**
     * Copies the list.
     *
     * @param encoder the network whose layer is decoded
     * @param decoder a decoding network for that layer
     * @param preprocessing how the encoder's input is preprocessed
     * @param resize how the image is resized first
     * @param sources what is decoded
     * @param keep k of the iteration
     * @param seed of Gaussian filters and activations
     */
    public ImageDecoding {
        sources = List.copyOf(sources);
    }

    /**
     * Decodes an image, plane by plane.
     *
     * @param engine where to compute
     * @param image the image, prepared for the network
     * @param made how it was made, for the results' info
     * @param monitor receives the progress, and may stop the work
     * @return images and a table, none of them shown
     * @throws IllegalArgumentException if the image is too small for the layer, the decoder is for another one, or
     *     filters that a source needs are missing
     * @throws OutOfDeviceMemory if the maps do not fit onto the device
     * @throws CancellationException if the monitor stopped the work
     */
    public DecodedImage decode(Engine engine, NetworkInput image, Provenance made, Monitor monitor) {
        InputImage input = ResizedInput.of(image.input(), resize);
        DecodedPlanes planes = new DecodedPlanes(image, input, sources.size() > 1);
        for (int t = 1; t <= input.frames(); t++)
            for (int z = 1; z <= input.slices(); z++) {
                monitor.check();
                plane(engine, resize.apply(image.plane(z, t)), planes, z, t, PlaneMonitor.of(monitor, input, z, t));
            }
        monitor.check();
        return planes.result(made);
    }

    private void plane(
            Engine engine,
            RandomAccessibleInterval<FloatType> original,
            DecodedPlanes planes,
            int z,
            int t,
            Monitor monitor) {
        String layer = decoder.encoder().layer();
        Img<FloatType> x = preprocessing.apply(original);
        ActivationEstimates estimates = ActivationEstimates.of(engine, encoder, layer, keep, seed);
        Map<ActivationSource, DecodedPlanes.Decoded> decoded = new EnumMap<>(ActivationSource.class);
        try (EncodedImage encoded = EncodedImage.of(engine, encoder, layer, x, monitor.part(0, 0.3))) {
            Decoder decoding = Decoder.of(decoder, encoded);
            Img<FloatType> activations = encoded.activations();
            for (int i = 0; i < sources.size(); i++) {
                Monitor part = monitor.part(0.3 + 0.7 * i / sources.size(), 0.3 + 0.7 * (i + 1) / sources.size());
                Img<FloatType> made = estimates.make(sources.get(i), activations, x, part);
                decoded.put(sources.get(i), new DecodedPlanes.Decoded(made, decoding.decode(made, part)));
            }
            planes.put(z, t, original, decoded, activations);
        } catch (OutOfDeviceMemory e) {
            throw new OutOfDeviceMemory(
                    "image: decoding " + x.dimension(0) + "×" + x.dimension(1) + " pixels from " + layer
                            + " does not fit onto " + engine.device().name()
                            + "; select a part of the image, choose a resize, or a lower layer",
                    e);
        }
    }
}
