package sc.fiji.invertibility.headless;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A standalone cluster on this machine: a master and workers of one slot each, in processes of their own. */
final class LoopbackCluster implements AutoCloseable {

    private static final long PATIENCE_MILLISECONDS = 60_000;

    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();
    private final List<Path> links = new ArrayList<>();

    /** Starts a master; {@code folder} takes what the processes write. */
    LoopbackCluster(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.port = freePort();
        // Workers start executors from Spark's jars.
        Path jars = Files.createDirectories(folder.resolve("spark/jars"));
        for (String jar : sparkJars())
            links.add(Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar)));
        start("master", "org.apache.spark.deploy.master.Master", "--port", "" + port, "--webui-port", "0");
        awaitPort();
    }

    private static List<String> sparkJars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.endsWith(".jar") && !jar.contains("junit"))
                // The plugin's own libraries come from the driver.
                .takeWhile(jar -> !jar.contains("scijava-common"))
                .toList();
    }

    String master() {
        return "spark://127.0.0.1:" + port;
    }

    /** Starts a worker whose executors have their files in a folder. */
    Process worker(Path files) throws IOException {
        return start(
                "worker-" + processes.size(),
                "org.apache.spark.deploy.worker.Worker",
                "--cores",
                "1",
                "--memory",
                "700m",
                "--webui-port",
                "0",
                "--work-dir",
                files.toString(),
                master());
    }

    private Process start(String name, String main, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder.resolve("spark/jars").toString() + "/*"));
        words.addAll(List.of(main, "--host", "127.0.0.1"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** The command line of a driver with this command's words. */
    static List<String> driver(String... words) {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        for (String option :
                java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments())
            if (!option.startsWith("-Xmx")) line.add(option);
        System.getProperties().forEach((key, value) -> {
            if (key.toString().startsWith("spark.hadoop.")) line.add("-D" + key + "=" + value);
        });
        line.addAll(List.of(
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.executor.memory=600m",
                "-Dspark.ui.enabled=false",
                "-Dspark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout=5s",
                "-cp",
                System.getProperty("java.class.path"),
                SparkRunner.class.getName()));
        line.addAll(List.of(words));
        return line;
    }

    /** Ends a process and those that it has started, without a chance to tidy up. */
    static void kill(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws IOException, InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLISECONDS;
        while (true)
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException notYet) {
                if (System.currentTimeMillis() > end || !processes.get(0).isAlive())
                    throw new IOException("no master: " + Files.readString(folder.resolve("master.log")), notYet);
                Thread.sleep(100);
            }
    }

    @Override
    public void close() {
        for (int i = processes.size() - 1; i >= 0; i--) kill(processes.get(i));
        for (Path link : links) link.toFile().delete();
    }
}
