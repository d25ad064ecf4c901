package sc.fiji.invertibility.decode;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.weights.ImportedLayer;
import sc.fiji.invertibility.weights.LayerInfo;
import sc.fiji.invertibility.weights.LayerKind;
import sc.fiji.invertibility.weights.NamedTensor;
import sc.fiji.invertibility.weights.SafetensorsWriter;
import sc.fiji.invertibility.weights.WeightFile;
import sc.fiji.invertibility.weights.WeightsException;

/** Files of decoding networks: the plugin's own safetensors files, and published ones of any known format. */
public final class DecoderFile {

    /** The entry of a safetensors file's metadata that holds the record. */
    private static final String ENTRY = "decoder";

    /** The entry that tells convolutions from transposed ones. */
    private static final String KINDS = "layers";

    private static final long LARGEST_RECORD = 1 << 20;

    private DecoderFile() {}

    /**
     * Reads a decoding network. How its layers belong together is told by a JSON record beside the file, whose name is
     * the file's with {@code .json} appended; else by the record in the file; else by the names of a published decoder.
     *
     * @param path the file
     * @return the network
     * @throws WeightsException if the file cannot be read, or nothing tells how its layers belong together
     * @throws IllegalArgumentException if the record does not fit the file's layers
     * @throws IOException if the file cannot be read
     */
    public static DecodingNetwork open(Path path) throws IOException {
        try (WeightFile file = WeightFile.open(path)) {
            String name = path.getFileName().toString();
            DecoderRecord record = record(file, path);
            List<DecodingStep> steps = new ArrayList<>();
            for (DecoderRecord.Step step : record.steps()) steps.add(step(file, step));
            return DecodingNetwork.of(name, record.encoder(), steps, record.output());
        }
    }

    private static DecoderRecord record(WeightFile file, Path path) throws IOException {
        Path beside = path.resolveSibling(path.getFileName() + ".json");
        if (Files.isRegularFile(beside)) {
            if (Files.size(beside) > LARGEST_RECORD)
                throw new WeightsException(beside + " has " + Files.size(beside) + " bytes, expected at most "
                        + LARGEST_RECORD + " for the record of a decoder");
            try {
                return read(Files.readString(beside, StandardCharsets.UTF_8), beside.toString());
            } catch (CharacterCodingException binary) {
                throw new WeightsException(beside + " is no text in UTF-8, expected the record of a decoder", binary);
            }
        }
        String own = file.metadata().get(ENTRY);
        if (own != null) return read(own, path.toString());
        Optional<DecoderRecord> known = KnownDecoders.of(file.layers());
        return known.orElseThrow(() -> new WeightsException(path.getFileName() + " (" + file.format()
                + "): its layers, " + String.join(", ", names(file))
                + ", are those of no known decoder; describe it in "
                + beside.getFileName() + " beside it, as docs/decoders.md shows"));
    }

    private static List<String> names(WeightFile file) {
        return file.layers().stream().map(LayerInfo::name).limit(12).toList();
    }

    private static DecoderRecord read(String text, String where) throws WeightsException {
        try {
            return DecoderRecord.read(text);
        } catch (IllegalArgumentException e) {
            throw new WeightsException(where + ": " + e.getMessage(), e);
        }
    }

    private static DecodingStep step(WeightFile file, DecoderRecord.Step step) throws IOException {
        if (step.kind() == DecoderRecord.Kind.UNPOOLING) return new DecodingStep.Unpool(step.name(), step.place());
        ImportedLayer layer = file.layer(step.name());
        LayerInfo info = layer.info();
        boolean transposed = step.kind() == DecoderRecord.Kind.TRANSPOSED;
        if (transposed != (info.kind() == LayerKind.DECONVOLUTION)
                && file.format().startsWith("Caffe"))
            throw new WeightsException(file.path().getFileName() + ": " + step.name() + " is a "
                    + info.kind().name().toLowerCase(Locale.ROOT) + ", but its record says "
                    + step.kind().name().toLowerCase(Locale.ROOT));
        FilterBank bank = layer.filterBank();
        Padding padding = step.padding() < 0 ? Padding.same(bank.height(), bank.width()) : Padding.of(step.padding());
        FilterBank placed = bank.withStride(step.stride()).withPadding(padding);
        if (!transposed) return new DecodingStep.Convolution(step.name(), placed, step.mirrored(), step.rectified());
        float[] bias = layer.bias() == null ? new float[bank.channels()] : layer.bias();
        return new DecodingStep.Transposed(step.name(), placed.withBias(null), bias, step.rectified());
    }

    /**
     * Saves a decoding network as one safetensors file with its record, under a temporary name that is then changed.
     *
     * @param network the network
     * @param notes further entries of the file's metadata, such as how it was trained
     * @param target the file; replaced if it exists
     * @throws IOException if it cannot be written
     */
    public static void save(DecodingNetwork network, Map<String, String> notes, Path target) throws IOException {
        List<NamedTensor> layers = new ArrayList<>();
        JsonObject kinds = new JsonObject();
        List<DecoderRecord.Step> steps = new ArrayList<>();
        for (DecodingStep step : network.steps()) {
            if (step instanceof DecodingStep.Unpool unpool) {
                steps.add(DecoderRecord.Step.unpooling(unpool.name(), unpool.place()));
                continue;
            }
            String name = plain(step.name());
            if (step instanceof DecodingStep.Convolution c) {
                kinds.addProperty(name, LayerKind.CONVOLUTION + " " + c.bank().groups());
                layers.addAll(tensors(name, c.bank(), c.bank().bias()));
                steps.add(new DecoderRecord.Step(
                        DecoderRecord.Kind.CONVOLUTION,
                        name,
                        c.mirrored(),
                        c.bank().stride(),
                        c.bank().padding().y(),
                        c.rectified(),
                        null));
            } else if (step instanceof DecodingStep.Transposed t) {
                kinds.addProperty(name, LayerKind.DECONVOLUTION + " " + t.bank().groups());
                layers.addAll(tensors(name, t.bank(), t.bias()));
                steps.add(new DecoderRecord.Step(
                        DecoderRecord.Kind.TRANSPOSED,
                        name,
                        false,
                        t.bank().stride(),
                        t.bank().padding().y(),
                        t.rectified(),
                        null));
            }
        }
        Map<String, String> entries = new LinkedHashMap<>(notes);
        entries.put(KINDS, kinds.toString());
        entries.put(ENTRY, new DecoderRecord(network.encoder(), network.output(), steps).text());
        SafetensorsWriter.write(layers, entries, target);
    }

    private static List<NamedTensor> tensors(String name, FilterBank bank, float[] bias) {
        List<Integer> extents = List.of(bank.filters(), bank.filterChannels(), bank.height(), bank.width());
        return List.of(
                new NamedTensor(name + ".weight", extents, bank.weights()),
                new NamedTensor(name + ".bias", List.of(bias.length), bias));
    }

    /** A layer's name without the ending of its tensor. */
    private static String plain(String name) {
        return name.replaceFirst("(\\.weight|_W)$", "");
    }
}
