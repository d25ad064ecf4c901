package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Of what Spark says when a job fails, one sentence is left, and the right one is to blame. */
class SparkFailureTest {

    private static final String ABORTED = "Job aborted due to stage failure: Task 0 in stage 1.0 failed 3 times, most"
            + " recent failure: Lost task 0.2 in stage 1.0 (TID 4) (10.0.0.7 executor 2): ";

    @Test
    void otherVersionsAreForAll() {
        DriverVersions own = DriverVersions.own();
        own.requireSame();
        assertThrows(WorkerFault.class, () -> new DriverVersions("3.5.0", own.plugin()).requireSame());
        assertThrows(WorkerFault.class, () -> new DriverVersions(own.spark(), "0.0.1").requireSame());
        SparkFailure told = SparkFailure.of(ABORTED + "sc.fiji.invertibility.headless.WorkerFault: "
                + "the versions of Spark differ: the driver has 4.2.0, a worker 4.1.1 at sc.fiji.X(X.java:3)");
        assertEquals("the versions of Spark differ: the driver has 4.2.0, a worker 4.1.1", told.sentence());
        assertTrue(told.isForAll());
        SparkFailure foreign =
                SparkFailure.of(ABORTED + "java.io.InvalidClassException: org.apache.spark.rdd.RDD; local class"
                        + " incompatible: stream classdesc serialVersionUID = 1, local class serialVersionUID = 2");
        assertTrue(foreign.isForAll());
        assertTrue(foreign.sentence().startsWith("the versions of Spark differ"), foreign::sentence);
        assertTrue(foreign.sentence().contains(own.spark()), foreign::sentence);
    }

    @Test
    void aFullDiskIsTheWorkers() {
        SparkFailure disk =
                SparkFailure.of(ABORTED + "sc.fiji.invertibility.headless.WorkerFault: its own disk is full:"
                        + " /tmp/work at sc.fiji.X(X.java:3) Driver stacktrace:");
        assertEquals("workers cannot work: its own disk is full: /tmp/work", disk.sentence());
        assertTrue(disk.isOfWorkers());
        assertFalse(disk.isForAll());
        assertTrue(SparkFailure.of("cannot run anywhere due to node and executor excludeOnFailure")
                .isOfWorkers());
    }

    @Test
    void aProcessThatEndsIsTheImages() {
        SparkFailure lost = SparkFailure.of("cannot run anywhere due to node and executor excludeOnFailure. " + ABORTED
                + "ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason: Command exited with"
                + " code 42 Driver stacktrace:");
        assertEquals("Command exited with code 42", lost.sentence());
        assertFalse(lost.isOfWorkers());
    }
}
