package sc.fiji.invertibility.weights;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * safetensors: a length of eight bytes, a JSON header {name: {dtype, shape, data_offsets}}, the numbers. The
 * header is read token by token, so that its nesting costs no stack.
 */
final class SafetensorsFormat implements WeightFormat {

    /** The limit that the format's own library sets. */
    private static final long MAX_HEADER = 100_000_000;

    private static final int MAX_AXES = 64;

    /** What the reader calls JSON that is none, after advice to programmers. */
    private static final String MALFORMED = "malformed JSON";

    @Override
    public String name() {
        return "safetensors";
    }

    @Override
    public boolean recognises(ByteSource file) throws IOException {
        return file.length() >= 10 && file.has(8, '{') && (file.has(9, '"') || file.has(9, '}') || file.has(9, ' '));
    }

    @Override
    public FileContents contents(ByteSource file) throws IOException {
        long header = file.i64(0);
        if (header < 2 || header > MAX_HEADER)
            throw new WeightsException("has a header of " + header + " bytes, expected 2 to " + MAX_HEADER);
        String json = file.text(8, header, "the header");
        ByteSource data = file.slice(8 + header, file.length() - 8 - header, "the data");
        FileContents contents =
                new FileContents(PreprocessingRecord.rgbStandardised("safetensors' convention (torchvision)"));
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            Map<String, String> metadata = new HashMap<>();
            List<StoredTensor> tensors = new ArrayList<>();
            List<long[]> places = new ArrayList<>();
            DistinctKeys names = new DistinctKeys();
            reader.beginObject();
            while (reader.hasNext()) {
                file.budget().object();
                String name = names.next(reader);
                if (name.equals("__metadata__")) metadata(reader, metadata, file.budget());
                else tensors.add(tensor(reader, name, data, places));
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) throw new JsonParseException("something follows its end");
            checkTiled(places, data.length());
            for (StoredTensor tensor : NaturalOrder.undoAlphabet(tensors)) contents.add(tensor);
            contents.metadata(metadata);
            SafetensorsMetadata.apply(metadata, contents, file.budget());
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new WeightsException("has a damaged header: " + firstLine(e), e);
        } catch (WeightsException e) {
            throw e;
        } catch (IOException e) {
            throw new WeightsException("has a damaged header: " + firstLine(e), e);
        }
        LayerPairing.complete(contents, tensor -> FilterLayout.OIHW);
        return contents;
    }

    /**
     * The reader's message. It may be as long as the file, too long for a pattern that looks for its end everywhere.
     */
    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("not JSON");
        return message.substring(Math.max(0, message.indexOf(MALFORMED)));
    }

    /** The format's rule: tensors neither overlap nor leave bytes out. */
    private static void checkTiled(List<long[]> places, long length) throws WeightsException {
        places.sort(Comparator.comparingLong((long[] place) -> place[0]).thenComparingLong(place -> place[1]));
        long end = 0;
        for (long[] place : places) {
            if (place[0] != end || place[1] < end)
                throw new WeightsException("damaged: a tensor lies at bytes " + place[0] + " to " + place[1]
                        + " of the data, expected one from byte " + end + " on, as tensors may neither overlap nor"
                        + " leave gaps");
            end = place[1];
        }
        if (end != length)
            throw new WeightsException(
                    "cut short or damaged: its tensors need " + end + " bytes of data, and there are " + length);
    }

    private static void metadata(JsonReader reader, Map<String, String> metadata, ReadingBudget budget)
            throws IOException {
        DistinctKeys keys = new DistinctKeys();
        reader.beginObject();
        while (reader.hasNext()) {
            budget.object();
            String key = keys.next(reader);
            if (reader.peek() == JsonToken.STRING) metadata.put(key, reader.nextString());
            else reader.skipValue();
        }
        reader.endObject();
    }

    private static StoredTensor tensor(JsonReader reader, String name, ByteSource data, List<long[]> places)
            throws IOException {
        String dtype = null;
        long[] shape = null;
        long[] offsets = null;
        DistinctKeys keys = new DistinctKeys();
        reader.beginObject();
        while (reader.hasNext()) {
            data.budget().object();
            switch (keys.next(reader)) {
                case "dtype" -> dtype = reader.nextString();
                case "shape" -> shape = longs(reader, name);
                case "data_offsets" -> offsets = longs(reader, name);
                default -> reader.skipValue();
            }
        }
        reader.endObject();
        if (dtype == null || shape == null || offsets == null || offsets.length != 2)
            throw new WeightsException("tensor " + name + " lacks one of dtype, shape and two data_offsets");
        places.add(offsets);
        TensorInfo info = new TensorInfo(name, StoredTensor.shape(name, shape), dtype);
        ElementType type = switch (dtype) {
            case "F16" -> ElementType.F16;
            case "BF16" -> ElementType.BF16;
            case "F32" -> ElementType.F32;
            case "F64" -> ElementType.F64;
            default -> null;
        };
        if (type == null) return StoredTensor.unreadable(info);
        long bytes = info.elements() * type.bytes();
        if (offsets[0] < 0 || offsets[1] - offsets[0] != bytes)
            throw new WeightsException("tensor " + name + " of shape " + info.shape() + " lies at bytes " + offsets[0]
                    + " to " + offsets[1] + " of the data, expected " + bytes + " bytes");
        return StoredTensor.of(info, StridedElements.rowMajor(data, offsets[0], type, info.shape()));
    }

    private static long[] longs(JsonReader reader, String name) throws IOException {
        List<Long> values = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            values.add(reader.nextLong());
            if (values.size() > MAX_AXES) throw new WeightsException("tensor " + name + " has too many axes");
        }
        reader.endArray();
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
