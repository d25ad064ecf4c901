package sc.fiji.invertibility;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Numbers of an independent double-precision implementation, which {@code make_references.py} beside them
 * makes of the definitions: in every checkout, other than {@link Shared}.
 */
public final class References {

    private References() {}

    /**
     * The cases of a part of the file.
     *
     * @param part such as {@code algorithm_1}
     * @return its cases
     */
    public static List<JsonObject> of(String part) {
        try (Reader reader = new InputStreamReader(
                References.class.getResourceAsStream("/references/references.json"), StandardCharsets.UTF_8)) {
            JsonArray cases = JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray(part);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(JsonElement::getAsJsonObject)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The numbers of an array.
     *
     * @param array with shape and values, row-major
     * @return the values
     */
    public static float[] values(JsonElement array) {
        JsonArray values = array.getAsJsonObject().getAsJsonArray("values");
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) numbers[i] = values.get(i).getAsFloat();
        return numbers;
    }

    /**
     * The extents of an array.
     *
     * @param array with shape and values
     * @return slowest first
     */
    public static int[] shape(JsonElement array) {
        return StreamSupport.stream(
                        array.getAsJsonObject().getAsJsonArray("shape").spliterator(), false)
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    /**
     * A map of (channel, y, x) as an image.
     *
     * @param array with three axes
     * @return the image with the axes (x, y, channel)
     */
    public static ArrayImg<FloatType, FloatArray> image(JsonElement array) {
        int[] shape = shape(array);
        return ArrayImgs.floats(values(array), shape[2], shape[1], shape[0]);
    }

    /**
     * How far an image is from a reference.
     *
     * @param actual the image with the axes (x, y, channel)
     * @param expected an array of the same size
     * @return ‖actual − expected‖ / ‖expected‖; infinite if the sizes differ
     */
    public static double distance(RandomAccessibleInterval<FloatType> actual, JsonElement expected) {
        int[] shape = shape(expected);
        for (int axis = 0; axis < 3; axis++)
            if (actual.dimension(axis) != shape[2 - axis]) return Double.POSITIVE_INFINITY;
        float[] values = values(expected);
        double difference = 0;
        double norm = 0;
        int i = 0;
        for (FloatType value : Views.flatIterable(actual)) {
            difference += Math.pow(value.get() - values[i], 2);
            norm += Math.pow(values[i++], 2);
        }
        return Math.sqrt(difference / norm);
    }
}
