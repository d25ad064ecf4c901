package sc.fiji.invertibility.headless;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says once what is the same for every image of a batch, such as what is remarked of a file of weights. */
final class RepeatedWarnings {

    private static final Pattern DONE = Pattern.compile("(done in \\d+ ms), (.+)");

    private String told = "";

    /** The message of {@link Batch#done}, without its warnings if the last one that had any had the same. */
    String shortened(String message) {
        Matcher parts = DONE.matcher(message);
        if (!parts.matches()) return message;
        boolean again = parts.group(2).equals(told);
        told = parts.group(2);
        return again ? parts.group(1) + ", with the same warnings" : message;
    }
}
