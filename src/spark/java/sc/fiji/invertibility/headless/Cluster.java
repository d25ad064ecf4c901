package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** A connection to a cluster, or to some slots in this process ({@code local[2]}). */
final class Cluster implements AutoCloseable {

    /** The setting that names the plugin's jars, which workers fetch from the driver. */
    static final String JARS = "invertibility.spark.jars";

    private static final Pattern STANDALONE = Pattern.compile("spark://([^:/,]+):(\\d+)");
    private static final int CONNECT_MILLISECONDS = 5000;

    /**
     * Work on the elements of a partition.
     *
     * @param <T> an element
     * @param <R> the result
     */
    interface Work<T, R> extends Serializable {

        /**
         * Does the work.
         *
         * @throws Exception if the worker cannot
         */
        R on(T element) throws Exception;
    }

    private final JavaSparkContext spark;

    private Cluster(JavaSparkContext spark) {
        this.spark = spark;
    }

    /** The settings for a master; without one, {@code spark-submit} has named it. */
    static SparkConf settings(String master) {
        SparkConf settings = new SparkConf();
        if (!master.isEmpty()) settings.setMaster(master);
        settings.setIfMissing("spark.app.name", "CNN Invertibility");
        // After so many failures of the same task its job ends, and each of its images is tried alone. Spark demands
        // more
        // than it allows on one machine.
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

    /** Connects; nobody waits for a master that is not there. */
    static Cluster open(SparkConf settings) throws BadInputException {
        String master = settings.get("spark.master", "");
        if (master.isEmpty())
            throw new BadInputException(
                    "spark: no master is given; expected spark=local[2] or spark=spark://HOST:7077");
        Matcher standalone = STANDALONE.matcher(master);
        if (standalone.matches()) requireListening(standalone.group(1), Integer.parseInt(standalone.group(2)));
        try {
            return new Cluster(new JavaSparkContext(settings));
        } catch (RuntimeException | Error refused) {
            throw new BadInputException("spark: " + sentence(master, refused), refused);
        } catch (Exception refused) { // Scala's methods throw what they do not declare
            throw new BadInputException("spark: " + sentence(master, refused), refused);
        }
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

    private static String sentence(String master, Throwable refused) {
        String reason = HadoopFiles.reason(refused);
        if (reason.contains("parse Master URL") || reason.contains("Could not parse"))
            return "expected local[2], spark://HOST:7077, yarn or k8s://URL, but got '" + master + "'";
        if (reason.contains("stopped SparkContext") || reason.contains("masters are unresponsive"))
            return "what answers at " + master + " is no master of Spark " + SparkVersions.own()
                    + "; are the versions the same?";
        return master + " cannot be used: " + reason;
    }

    /** How many tasks run at a time, as far as is known now. */
    int slots() {
        return Math.max(1, spark.defaultParallelism());
    }

    /** Whether somebody has stopped it, or the connection is lost for good. */
    boolean isStopped() {
        return spark.sc().isStopped();
    }

    /** Where the stages can be seen, if anywhere. */
    String page() {
        return spark.sc().uiWebUrl().isDefined() ? spark.sc().uiWebUrl().get() : "";
    }

    /**
     * Does some work on each element, one task each, and waits. What comes back is handed over while others are still at
     * work, on a thread that must not be held up.
     *
     * @param name what the stage is called on Spark's page
     * @param elements where and on what; an empty list of places leaves the choice to Spark
     */
    <T, R> void run(String name, List<Tuple2<T, List<String>>> elements, Work<T, R> work, Consumer<R> results) {
        SparkContext context = spark.sc();
        List<Tuple2<T, scala.collection.immutable.Seq<String>>> placed = new ArrayList<>();
        for (Tuple2<T, List<String>> element : elements)
            placed.add(new Tuple2<>(
                    element._1(), CollectionConverters.asScala(element._2()).toSeq()));
        ClassTag<T> elementTag = ClassTag$.MODULE$.apply(Object.class);
        ClassTag<R> resultTag = ClassTag$.MODULE$.apply(Object.class);
        context.setCallSite(name);
        context.setJobDescription(name);
        context.runJob(
                context.makeRDD(CollectionConverters.asScala(placed).toSeq(), elementTag),
                new Task<>(work),
                new AbstractFunction2<Object, R, BoxedUnit>() {
                    @Override
                    public BoxedUnit apply(Object partition, R result) {
                        results.accept(result);
                        return BoxedUnit.UNIT;
                    }
                },
                resultTag);
    }

    /** Joins what comes of all elements, first on the workers, in as many steps as it takes. */
    <T, R> R joined(String name, List<T> elements, R none, Work<T, R> work, Join<R> join) {
        spark.sc().setCallSite(name);
        spark.sc().setJobDescription(name);
        return spark.parallelize(elements, Math.max(1, elements.size()))
                .map(work::on)
                .treeAggregate(none, join::of, join::of, 2);
    }

    /**
     * Joins two results.
     *
     * @param <R> the results
     */
    interface Join<R> extends Serializable {

        /** Both as one. */
        R of(R one, R other);
    }

    @Override
    public void close() {
        spark.close();
    }

    /** A partition is one element. */
    private static final class Task<T, R> extends AbstractFunction1<Iterator<T>, R> implements Serializable {

        private static final long serialVersionUID = 1L;

        private final Work<T, R> work;

        Task(Work<T, R> work) {
            this.work = work;
        }

        @Override
        public R apply(Iterator<T> one) {
            try {
                return work.on(one.next());
            } catch (RuntimeException | Error failure) {
                throw failure;
            } catch (Exception failure) {
                throw new WorkerFault(OneLineMessage.of(failure), failure);
            }
        }
    }
}
