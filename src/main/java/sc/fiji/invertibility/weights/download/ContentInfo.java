package sc.fiji.invertibility.weights.download;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.invertibility.weights.WeightsException;

/**
 * What the header of a response says about the bytes that follow.
 *
 * @param from the position of the first of them in the file
 * @param total the length of the whole file, if it is announced
 * @param version an entity tag or date by which the rest of the same bytes can be requested; empty for none
 */
record ContentInfo(long from, OptionalLong total, String version) {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /**
     * Reads the header of a response that carries such bytes.
     *
     * @throws WeightsException if it carries none, or other bytes than requested
     */
    static ContentInfo of(HttpResponse<?> response, long asked) throws IOException {
        HttpHeaders headers = response.headers();
        Optional<String> packed = headers.firstValue("Content-Encoding").filter(name -> !name.equals("identity"));
        if (packed.isPresent())
            throw new WeightsException("the server packed the file (" + packed.get() + "), expected it as it is");
        if (response.statusCode() == 200)
            return new ContentInfo(0, headers.firstValueAsLong("Content-Length"), version(headers));
        String range = headers.firstValue("Content-Range").orElse("");
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) != asked)
            throw new WeightsException(
                    "the server sent another part of the file ('" + range + "') than the one from byte " + asked);
        String total = matcher.group(3);
        return new ContentInfo(
                asked,
                total.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total)),
                version(headers));
    }

    /** Only a strong tag guarantees the same bytes; a date is weaker, but all that some servers offer. */
    private static String version(HttpHeaders headers) {
        return headers.firstValue("ETag")
                .filter(tag -> tag.startsWith("\""))
                .or(() -> headers.firstValue("Last-Modified"))
                .orElse("");
    }
}
