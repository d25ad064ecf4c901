package sc.fiji.invertibility.decode;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import sc.fiji.invertibility.weights.DistinctKeys;

/** JSON that somebody wrote by hand: taken at its word, and refused in words for people. */
final class StrictJson {

    private static final String MALFORMED = "malformed JSON";

    private StrictJson() {}

    /** JsonParser would accept much that is no JSON, and give it a meaning that nobody wrote. */
    static JsonElement parse(String text) throws IOException {
        DistinctKeys.require(text);
        JsonReader reader = new JsonReader(new StringReader(text));
        JsonElement json = new Gson().getAdapter(JsonElement.class).read(reader);
        if (reader.peek() != JsonToken.END_DOCUMENT) throw new JsonParseException("something follows its end");
        return json;
    }

    /**
     * Why {@link #parse} or a look at what it gave failed. The reader's own message begins with advice to programmers,
     * and ends in the way to the place, which may be as long as the text; of values of a wrong type it names Java's
     * classes.
     */
    static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        boolean syntax = e instanceof IOException || e instanceof JsonParseException;
        if (!syntax) return "a value is of another type than expected";
        int advice = message.indexOf(MALFORMED), path = message.indexOf(" path $");
        String shown = path < 0 ? message : message.substring(0, path);
        return advice < 0 ? shown : "it is malformed" + shown.substring(advice + MALFORMED.length());
    }

    /** Refuses keys that would have no effect, such as misspelt ones. */
    static void requireKnown(JsonObject json, Set<String> known, String where) {
        for (String key : json.keySet())
            if (!known.contains(key))
                throw new IllegalArgumentException("unknown key \"" + key + "\" in " + where + "; expected "
                        + String.join(", ", known.stream().sorted().toList()));
    }

    /** True or false; nothing else counts as false. */
    static boolean flag(JsonObject json, String key) {
        JsonElement value = json.get(key);
        if (value == null) return false;
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean())
            throw new IllegalArgumentException("expected true or false as " + key + ", but got " + value);
        return value.getAsBoolean();
    }
}
