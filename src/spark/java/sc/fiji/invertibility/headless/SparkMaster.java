package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** What a user names by {@code spark=}: the settings for it, and what to say if it is not one that can be used. */
final class SparkMaster {

    /** The setting that names the plugin's jars, which workers fetch from the driver. */
    static final String JARS = "invertibility.spark.jars";

    private static final Pattern STANDALONE = Pattern.compile("spark://([^:/,]+):(\\d+)");
    private static final int CONNECT_MILLISECONDS = 5000;

    private SparkMaster() {}

    /** The settings for a master; without one, {@code spark-submit} has named it. */
    static SparkConf settings(String master) {
        SparkConf settings = new SparkConf();
        if (!master.isEmpty()) settings.setMaster(master);
        settings.setIfMissing("spark.app.name", "CNN Invertibility");
        // After so many failures of the same task its job ends, and each of its images is tried alone.
        // Spark demands more than it allows on one machine.
        settings.setIfMissing("spark.task.maxFailures", "3");
        if (settings.get("spark.master", "").startsWith("local")) {
            settings.setIfMissing("spark.ui.enabled", "false");
            settings.setIfMissing("spark.driver.host", "localhost");
            settings.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            return settings;
        }
        settings.setIfMissing("spark.excludeOnFailure.enabled", "true");
        settings.setIfMissing("spark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout", "30s");
        settings.setIfMissing("spark.ui.showConsoleProgress", "false");
        settings.set(
                "spark.executor.extraJavaOptions",
                ("-Djava.awt.headless=true " + settings.get("spark.executor.extraJavaOptions", "")).strip());
        String jars = System.getProperty(JARS, "");
        if (!jars.isEmpty() && !settings.contains("spark.jars")) settings.set("spark.jars", jars);
        return settings;
    }

    /** Refuses a standalone master's address at which nobody listens. */
    static void requireAnswer(String master) throws BadInputException {
        Matcher standalone = STANDALONE.matcher(master);
        if (standalone.matches()) requireListening(standalone.group(1), Integer.parseInt(standalone.group(2)));
    }

    private static void requireListening(String host, int port) throws BadInputException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLISECONDS);
        } catch (IOException | IllegalArgumentException silent) {
            throw new BadInputException(
                    "spark: no master answers at " + host + ":" + port + " (" + OneLineMessage.of(silent) + ")",
                    silent);
        }
    }

    /** Why a master was refused. */
    static String refusal(String master, Throwable refused) {
        String reason = HadoopFiles.reason(refused);
        if (reason.contains("parse Master URL") || reason.contains("Could not parse"))
            return "expected local[2], spark://HOST:7077, yarn or k8s://URL, but got '" + master + "'";
        if (reason.contains("stopped SparkContext") || reason.contains("masters are unresponsive"))
            return noMaster(master);
        return master + " cannot be used: " + reason;
    }

    /** Something answers, but does not understand. */
    static String noMaster(String master) {
        return "what answers at " + master + " is no master of Spark "
                + DriverVersions.own().spark() + "; are the versions the same?";
    }
}
