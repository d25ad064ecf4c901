package sc.fiji.invertibility.headless;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A standalone cluster on this machine: a master and workers of one slot each, in processes of their own. */
final class LoopbackCluster implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final long PATIENCE_MILLISECONDS = 60_000;

    /** For processes that end before code that is compiled with more care would pay. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();
    private final List<Path> links = new ArrayList<>();

    /** Starts a master of the driver's version; {@code folder} takes what the processes write. */
    LoopbackCluster(Path folder) throws IOException, InterruptedException {
        this(folder, ownJars());
    }

    /** Starts a master from these jars. */
    LoopbackCluster(Path folder, List<String> sparkJars) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                System.getProperty("os.name").startsWith("Linux"), "the cluster's processes are started as on Linux");
        this.folder = folder;
        this.port = ServiceProcess.freePort();
        // Workers start executors from Spark's jars.
        Path jars = Files.createDirectories(folder.resolve("spark/jars"));
        for (String jar : sparkJars) {
            Path link = jars.resolve(Path.of(jar).getFileName());
            if (!Files.exists(link)) links.add(Files.createSymbolicLink(link, Path.of(jar)));
        }
        start(
                "master",
                HOST,
                List.of(),
                "org.apache.spark.deploy.master.Master",
                "--port",
                "" + port,
                "--webui-port",
                "0");
        awaitPort();
    }

    /** Spark and its libraries, as the driver has them. */
    static List<String> ownJars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.endsWith(".jar") && !jar.contains("junit"))
                // The plugin's own libraries come from the driver.
                .takeWhile(jar -> !jar.contains("scijava-common"))
                .toList();
    }

    String master() {
        return "spark://" + HOST + ":" + port;
    }

    /** Starts a worker whose executors have their files in a folder. */
    Process worker(Path files) throws IOException {
        return worker(files, HOST, 1, List.of());
    }

    /** Starts a worker on what Spark takes for another machine. */
    Process workerElsewhere(Path files) throws IOException {
        return worker(files, "127.0.0.2", 1, List.of());
    }

    /** Starts a worker with more cores, and with settings for its Java. */
    Process worker(Path files, int cores, List<String> settings) throws IOException {
        return worker(files, HOST, cores, settings);
    }

    private Process worker(Path files, String host, int cores, List<String> settings) throws IOException {
        return start(
                "worker-" + processes.size(),
                host,
                settings,
                "org.apache.spark.deploy.worker.Worker",
                "--cores",
                "" + cores,
                "--memory",
                700 * cores + "m",
                "--webui-port",
                "0",
                "--work-dir",
                files.toString(),
                master());
    }

    private Process start(String name, String host, List<String> settings, String main, String... arguments)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                SHORT_LIVED,
                "-cp",
                folder.resolve("spark/jars").toString() + "/*"));
        words.addAll(settings);
        words.addAll(List.of(main, "--host", host));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", host);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** The command line of a driver with this command's words; those that begin with {@code -D} are settings. */
    static List<String> driver(String... words) {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        for (String option :
                java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments())
            if (!option.startsWith("-Xmx")) line.add(option);
        line.addAll(List.of(
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.executor.memory=600m",
                "-Dspark.ui.enabled=false",
                "-Dspark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout=5s",
                "-cp",
                System.getProperty("java.class.path"),
                SparkRunner.class.getName()));
        for (String word : words)
            if (word.startsWith("-D")) line.add(1, word);
            else line.add(word);
        // The settings above come later, and count.
        line.add(1, "-Dspark.executor.extraJavaOptions=" + SHORT_LIVED);
        return line;
    }

    /** Ends a process and those that it has started, without a chance to tidy up. */
    static void kill(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private void awaitPort() throws IOException, InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLISECONDS;
        while (true)
            try {
                new Socket(HOST, port).close();
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
