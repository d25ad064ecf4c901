package sc.fiji.invertibility.headless;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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

    /** Connects; nobody waits for a master that is not there. */
    static Cluster open(SparkConf settings) throws BadInputException {
        String master = settings.get("spark.master", "");
        if (master.isEmpty())
            throw new BadInputException(
                    "spark: no master is given; expected spark=local[2] or spark=spark://HOST:7077");
        SparkMaster.requireAnswer(master);
        try {
            return new Cluster(new JavaSparkContext(settings));
        } catch (RuntimeException | Error refused) {
            throw new BadInputException("spark: " + SparkMaster.refusal(master, refused), refused);
        } catch (Exception refused) { // Scala's methods throw what they do not declare
            throw new BadInputException("spark: " + SparkMaster.refusal(master, refused), refused);
        }
    }

    /** What to say where nothing ever came from the master. */
    BadInputException isNoMaster() {
        return new BadInputException("spark: " + SparkMaster.noMaster(spark.sc().master()));
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
