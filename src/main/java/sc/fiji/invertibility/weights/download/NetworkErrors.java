package sc.fiji.invertibility.weights.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import sc.fiji.invertibility.weights.WeightsException;

/** One sentence for each way in which a network can fail; Java's own messages are often empty. */
final class NetworkErrors {

    private NetworkErrors() {}

    /** Why there is no answer. */
    static String unanswered(IOException failure) {
        if (caused(failure, UnresolvedAddressException.class) || caused(failure, UnknownHostException.class))
            return "the server's name is not known; is there a connection to the network?";
        if (caused(failure, HttpConnectTimeoutException.class) || caused(failure, HttpTimeoutException.class))
            return "the server does not answer";
        if (caused(failure, SSLException.class)) return "no safe connection to the server: " + failure.getMessage();
        if (caused(failure, ConnectException.class)) return "the server refuses the connection";
        return "the connection was lost before an answer came";
    }

    /** Why the answer ended early. */
    static String interrupted(IOException failure) {
        return caused(failure, HttpTimeoutException.class) ? "the server stopped sending" : "the connection was cut";
    }

    /** The meaning of a status code other than success. */
    static String status(int status) {
        return switch (status) {
            case 401, 403 -> "the server refuses to give the file (status " + status + ")";
            case 404, 410 -> "the file is not there any more (status " + status + ")";
            case 429 -> "the server had too many requests, try again later (status 429)";
            default ->
                status >= 500
                        ? "the server has a fault, try again later (status " + status + ")"
                        : "the server answered with status " + status + ", expected the file";
        };
    }

    static WeightsException of(PublishedWeights file, String sentence, Throwable cause) {
        return new WeightsException(file.name() + " from " + file.url() + ": " + sentence, cause);
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable t = failure; t != null; t = t.getCause()) if (kind.isInstance(t)) return true;
        return false;
    }
}
