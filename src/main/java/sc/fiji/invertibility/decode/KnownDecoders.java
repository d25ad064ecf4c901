package sc.fiji.invertibility.decode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.weights.LayerInfo;
import sc.fiji.invertibility.weights.LayerKind;

/**
 * Published decoding networks of VGG, recognised by the names of their layers:
 *
 * <ul>
 *   <li>{@code dec:convB_C}, transposed convolutions: those of the paper (Zhang et al., 2016), from pool(B) of VGG-16;
 *       output BGR, minus the mean, over 255. Both their variants have these names; where values are put back has to be
 *       told, and is the switches otherwise.
 *   <li>{@code dec_convB_C}: from conv(B,C) of VGG-19, zero padding, switches, output RGB from 0 to 255.
 *   <li>{@code convB_C} or {@code convBC} whose last layer makes three channels of fewer than VGG's 64, and sequences of
 *       numbered layers: those of style transfer (Wang et al., 2020; Li et al., 2017), with mirrored borders and
 *       repetition, RGB from 0 to 1.
 *   <li>{@code conv1_2} and {@code conv1_1} of 64 channels: from conv(1,2) of VGG-19, with mirrored borders, RGB from 0
 *       to 255.
 * </ul>
 *
 * <p>Others with the last one's names are not recognised: their names do not tell what they were trained for, and no
 * encoder is known that the longer ones fit.
 */
final class KnownDecoders {

    private static final Pattern LAYER = Pattern.compile("(dec[:_])?conv(\\d)_?(\\d)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    private static final Preprocessing BYTES =
            new Preprocessing(false, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    /** The filters of VGG's first layers. */
    private static final int SMALLEST = 64;

    /** The convolutions of VGG-19 in blocks 1 to 5; those of VGG-16 are no more. */
    private static final int[] CONVOLUTIONS = {2, 2, 4, 4, 4};

    /** A layer's place in VGG. */
    private record Position(LayerInfo layer, String prefix, int block, int index) {}

    private KnownDecoders() {}

    /** The record of a published decoder; empty if the layers are those of none. */
    static Optional<DecoderRecord> of(List<LayerInfo> layers) {
        List<Position> positions = new ArrayList<>();
        for (LayerInfo layer : layers) {
            Matcher name = LAYER.matcher(layer.name().substring(layer.name().lastIndexOf('/') + 1));
            if (!name.matches()) return numbered(layers);
            positions.add(new Position(
                    layer,
                    name.group(1) == null ? "" : name.group(1),
                    Integer.parseInt(name.group(2)),
                    Integer.parseInt(name.group(3))));
        }
        if (positions.isEmpty()) return Optional.empty();
        positions.sort((a, b) -> 10 * (b.block - a.block) + b.index - a.index);
        String prefix = positions.get(0).prefix;
        boolean alike = positions.stream().allMatch(p -> p.prefix.equals(prefix));
        if (!alike || positions.get(positions.size() - 1).layer.outputs() != 3) return Optional.empty();
        return switch (prefix) {
            case "dec:" -> Optional.of(caffe(positions));
            case "dec_" ->
                Optional.of(new DecoderRecord(
                        new DecodingNetwork.Encoder(
                                "VGG-19", conv(positions), Optional.of(Preprocessing.of("BGR minus mean"))),
                        BYTES,
                        steps(positions, false, UnpoolingMode.SWITCHES)));
            default -> mirrored(positions);
        };
    }

    private static Optional<DecoderRecord> mirrored(List<Position> positions) {
        LayerInfo last = positions.get(positions.size() - 1).layer;
        List<DecoderRecord.Step> steps = steps(positions, true, UnpoolingMode.REPETITION);
        if (last.channels() < SMALLEST) return Optional.of(styleTransfer(last, conv(positions), steps));
        return positions.size() == 2 && conv(positions).equals("conv1_2")
                ? Optional.of(new DecoderRecord(
                        new DecodingNetwork.Encoder(
                                "VGG-19", "conv1_2", Optional.of(Preprocessing.of("BGR minus mean"))),
                        BYTES,
                        steps))
                : Optional.empty();
    }

    private static String conv(List<Position> positions) {
        return "conv" + positions.get(0).block + "_" + positions.get(0).index;
    }

    private static DecoderRecord caffe(List<Position> positions) {
        List<DecoderRecord.Step> steps = new ArrayList<>();
        String pool = "pool" + positions.get(0).block;
        steps.add(DecoderRecord.Step.unpooling(pool, UnpoolingMode.SWITCHES));
        steps.addAll(steps(positions, false, UnpoolingMode.SWITCHES));
        return new DecoderRecord(
                new DecodingNetwork.Encoder("VGG-16", pool, Optional.of(Preprocessing.of("BGR minus mean"))),
                new Preprocessing(true, 1, List.of(103.939, 116.779, 123.68), List.of(255.0, 255.0, 255.0)),
                steps);
    }

    /** The encoder that was made smaller is told by the channels that the decoder makes the image of. */
    private static DecoderRecord styleTransfer(LayerInfo last, String layer, List<DecoderRecord.Step> steps) {
        String network = last.channels() < SMALLEST ? "VGG-19 16x" : "VGG-19 normalised";
        Preprocessing unit = Preprocessing.of("RGB 0-1");
        return new DecoderRecord(new DecodingNetwork.Encoder(network, layer, Optional.of(unit)), unit, steps);
    }

    /** Convolutions from the highest one down, with unpooling between blocks. */
    private static List<DecoderRecord.Step> steps(List<Position> positions, boolean mirrored, UnpoolingMode place) {
        List<DecoderRecord.Step> steps = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            Position at = positions.get(i);
            for (int block = i == 0 ? 0 : positions.get(i - 1).block - 1; block >= at.block; block--)
                steps.add(DecoderRecord.Step.unpooling("pool" + block, place));
            boolean last = i == positions.size() - 1;
            String source = at.layer.source();
            steps.add(
                    at.layer.kind() == LayerKind.DECONVOLUTION
                            ? DecoderRecord.Step.transposed(source, !last)
                            : DecoderRecord.Step.convolution(source, mirrored, !last));
        }
        return steps;
    }

    /**
     * A sequence of PyTorch's modules: after a convolution come its ReLU, possibly the doubling, and the mirroring
     * before the next convolution, so that the next one's number is higher by three or four.
     */
    private static Optional<DecoderRecord> numbered(List<LayerInfo> layers) {
        List<DecoderRecord.Step> steps = new ArrayList<>();
        List<Integer> perBlock = new ArrayList<>(List.of(0));
        int before = 1;
        for (int i = layers.size() - 1, next = 0; i >= 0; i--, next = before) {
            LayerInfo layer = layers.get(i);
            if (!NUMBER.matcher(layer.name()).matches() || layer.kind() != LayerKind.CONVOLUTION)
                return Optional.empty();
            before = Integer.parseInt(layer.name());
            int distance = next - before;
            boolean last = i == layers.size() - 1;
            if (last ? layer.outputs() != 3 : distance != 3 && distance != 4) return Optional.empty();
            if (distance == 4 && !last) {
                steps.add(DecoderRecord.Step.unpooling("pool" + perBlock.size(), UnpoolingMode.REPETITION));
                perBlock.add(0);
            }
            perBlock.set(perBlock.size() - 1, perBlock.get(perBlock.size() - 1) + 1);
            steps.add(DecoderRecord.Step.convolution(layer.source(), true, !last));
        }
        // The first module mirrors; what begins otherwise, such as an encoder, is none of these.
        if (before != 1 || perBlock.size() > CONVOLUTIONS.length) return Optional.empty();
        for (int b = 0; b < perBlock.size() - 1; b++) if (perBlock.get(b) != CONVOLUTIONS[b]) return Optional.empty();
        Collections.reverse(steps);
        String layer = "conv" + perBlock.size() + "_" + perBlock.get(perBlock.size() - 1);
        return Optional.of(styleTransfer(layers.get(layers.size() - 1), layer, steps));
    }
}
