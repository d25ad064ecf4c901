package sc.fiji.invertibility.command;

import java.util.Map;

/** Images that could not be used, in words. */
final class SkippedImages {

    private SkippedImages() {}

    /**
     * Words the first of them.
     *
     * @param skipped names and reasons, at least one
     * @return its name and the reason
     */
    static String first(Map<String, String> skipped) {
        Map.Entry<String, String> first = skipped.entrySet().iterator().next();
        return first.getKey() + ": " + first.getValue();
    }
}
