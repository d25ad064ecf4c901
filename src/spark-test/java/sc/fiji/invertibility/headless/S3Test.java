package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** An object store, with Hadoop's {@code s3a:} and a server on this machine. */
@Tag("s3")
class S3Test extends FileServiceContract {

    private int port;

    @Override
    ServiceProcess start(Path in) throws Exception {
        String server = System.getProperty("invertibility.spark.s3", "");
        port = ServiceProcess.freePort();
        ServiceProcess started = new ServiceProcess(
                in,
                "-Dhttp.port=" + port,
                "-Dcom.adobe.testing.s3mock.store.initial-buckets=images",
                "-jar",
                server,
                "--server.port=0");
        started.await(this::answers);
        return started;
    }

    private boolean answers() {
        try {
            HttpURLConnection asked = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
            return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    String root() {
        return "s3a://images";
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "fs.s3a.endpoint", "http://127.0.0.1:" + port,
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.path.style.access", "true",
                "fs.s3a.connection.ssl.enabled", "false",
                "fs.s3a.access.key", "anybody",
                "fs.s3a.secret.key", "anything");
    }
}
