package sc.fiji.invertibility.weights.download;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** The addresses that files may come from: over TLS, or from this machine itself. */
final class SafeUrl {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private SafeUrl() {}

    /**
     * Accepts safe addresses; names are not resolved for that.
     *
     * @throws IllegalArgumentException otherwise
     */
    static URI check(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
        boolean safe = url.getHost() != null
                && url.getRawUserInfo() == null
                && (scheme.equals("https")
                        || scheme.equals("http") && LOOPBACK.matcher(host).matches());
        if (safe) return url;
        throw new IllegalArgumentException(url + ": weights are fetched by https only");
    }
}
