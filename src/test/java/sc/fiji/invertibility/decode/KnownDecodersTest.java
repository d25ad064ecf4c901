package sc.fiji.invertibility.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.weights.LayerInfo;
import sc.fiji.invertibility.weights.LayerKind;

/** Layers of published decoders make up a chain, and others do not. */
class KnownDecodersTest {

    private static LayerInfo layer(String name, LayerKind kind, int from, int to) {
        boolean transposed = kind == LayerKind.DECONVOLUTION;
        return new LayerInfo(name, name, kind, transposed ? from : to, transposed ? to : from, 3, 3, 1, true);
    }

    private static String chain(DecoderRecord record) {
        return record.steps().stream()
                .map(step -> step.kind() == DecoderRecord.Kind.UNPOOLING
                        ? step.name() + " " + step.place()
                        : step.name() + (step.mirrored() ? " mirrored" : "") + (step.rectified() ? " relu" : ""))
                .collect(Collectors.joining(", "));
    }

    @Test
    void caffesDecodersGoDownFromAPooling() {
        List<LayerInfo> layers = new ArrayList<>();
        for (String name : List.of("dec:conv1_1", "dec:conv1_2", "dec:conv2_1", "dec:conv2_2")) {
            int to = name.endsWith("1_1") ? 3 : name.endsWith("2_2") ? 128 : 64;
            int from = name.contains("conv1") ? 64 : 128;
            layers.add(layer(name, LayerKind.DECONVOLUTION, from, to));
        }
        DecoderRecord record = KnownDecoders.of(layers).orElseThrow();
        assertEquals("VGG-16", record.encoder().network());
        assertEquals("pool2", record.encoder().layer());
        assertEquals(
                "pool2 switches, dec:conv2_2 relu, dec:conv2_1 relu, pool1 switches, dec:conv1_2 relu, dec:conv1_1",
                chain(record));
        assertTrue(record.output().reversed());
    }

    @Test
    void decodersOfStyleTransferMirrorAndRepeat() {
        DecoderRecord record = KnownDecoders.of(List.of(
                        layer("1", LayerKind.CONVOLUTION, 128, 64),
                        layer("5", LayerKind.CONVOLUTION, 64, 64),
                        layer("8", LayerKind.CONVOLUTION, 64, 3)))
                .orElseThrow();
        assertEquals("conv2_1", record.encoder().layer());
        assertEquals("1 mirrored relu, pool1 repetition, 5 mirrored relu, 8 mirrored", chain(record));
    }

    @Test
    void encodersAreNoDecoders() {
        assertTrue(KnownDecoders.of(List.of(
                        layer("conv1_1", LayerKind.CONVOLUTION, 3, 64),
                        layer("conv1_2", LayerKind.CONVOLUTION, 64, 64)))
                .isEmpty());
        assertTrue(KnownDecoders.of(
                        List.of(layer("0", LayerKind.CONVOLUTION, 3, 3), layer("2", LayerKind.CONVOLUTION, 3, 64)))
                .isEmpty());
        assertTrue(KnownDecoders.of(List.of()).isEmpty());
    }
}
