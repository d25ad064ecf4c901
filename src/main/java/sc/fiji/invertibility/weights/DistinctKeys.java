package sc.fiji.invertibility.weights;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The keys of one JSON object. JSON leaves open which of two equal keys counts, and readers differ: a file that one
 * program checked could mean something else to another, so such a file is refused.
 */
public final class DistinctKeys {

    /** No record is nested as deeply; whoever takes it as one refuses it. */
    private static final int MOST_LEVELS = 64;

    /** More keys at a time than any record has, and few enough for a small heap. */
    private static final int MOST_KEYS = 1 << 18;

    private static final int SHOWN = 100;

    private final Set<String> keys = new HashSet<>();

    DistinctKeys() {}

    /** The reader's next key, in the object that it is in. */
    String next(JsonReader reader) throws IOException {
        String key = reader.nextName();
        if (keys.add(key)) return key;
        throw new WeightsException("has " + twice(key));
    }

    /**
     * Refuses JSON in which an object has a key twice. Whatever else is wrong with it is left to who reads it.
     *
     * @param json the whole text
     * @throws IllegalArgumentException if so; the message is what is wrong, without the file
     */
    public static void require(String json) {
        Deque<DistinctKeys> objects = new ArrayDeque<>();
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setLenient(true);
        try {
            int known = 0;
            for (JsonToken token = reader.peek(); token != JsonToken.END_DOCUMENT; token = reader.peek()) {
                switch (token) {
                    case BEGIN_OBJECT, BEGIN_ARRAY -> {
                        if (token == JsonToken.BEGIN_OBJECT) reader.beginObject();
                        else reader.beginArray();
                        objects.push(new DistinctKeys());
                        if (objects.size() > MOST_LEVELS) return;
                    }
                    case END_OBJECT, END_ARRAY -> {
                        if (token == JsonToken.END_OBJECT) reader.endObject();
                        else reader.endArray();
                        known -= objects.pop().keys.size();
                    }
                    case NAME -> {
                        String key = reader.nextName();
                        if (!objects.element().keys.add(key))
                            throw new IllegalArgumentException("it has " + twice(key));
                        if (++known > MOST_KEYS)
                            throw new IllegalArgumentException("it has more than " + MOST_KEYS + " keys");
                    }
                    default -> reader.skipValue();
                }
            }
        } catch (IOException | IllegalStateException malformed) {
            // Its reader says what is wrong, in its own words.
        }
    }

    private static String twice(String key) {
        String shown = key.length() <= SHOWN ? key : key.substring(0, SHOWN) + "...";
        return "the key \"" + shown + "\" twice in one object of its JSON, expected every key once";
    }
}
