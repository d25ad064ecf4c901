package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A server on this machine, in a Java process of its own. */
final class ServiceProcess implements AutoCloseable {

    private static final long PATIENCE_MILLISECONDS = 120_000;

    private final Process process;
    private final Path log;

    /** Starts Java in a folder, with these words. */
    ServiceProcess(Path folder, String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1"));
        line.addAll(List.of(words));
        log = folder.resolve("service.log");
        process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Waits until it answers. */
    void await(Callable<Boolean> answers) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLISECONDS;
        while (!answers.call()) {
            if (System.currentTimeMillis() > end || !process.isAlive())
                throw new IOException("no answer: " + Files.readString(log));
            Thread.sleep(200);
        }
    }

    /** A port that nobody uses. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        LoopbackCluster.kill(process);
    }
}
