package sc.fiji.invertibility.headless;

import java.util.Map;
import sc.fiji.invertibility.image.TimeLimit;

/**
 * What a batch is to do.
 *
 * @param key the command's image; {@code key + "s"} names the images
 * @param values the keys and their texts
 * @param patience how long an image may take
 * @param out the folder for the results, as typed
 */
record BatchOrder(String key, Map<String, String> values, TimeLimit patience, String out) {

    /** {@return the text that names the images} */
    String images() {
        return values.get(key + "s");
    }
}
