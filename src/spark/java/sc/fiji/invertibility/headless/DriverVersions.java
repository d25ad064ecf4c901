package sc.fiji.invertibility.headless;

/** The versions of Spark that a driver and its workers have, which must be the same. */
final class SparkVersions {

    /** How a sentence about them begins. */
    static final String DIFFER = "the versions of Spark differ";

    private SparkVersions() {}

    static String own() {
        return org.apache.spark.package$.MODULE$.SPARK_VERSION();
    }

    /** Throws a fault if this process has another version. */
    static void requireSame(String driver) {
        if (!own().equals(driver))
            throw new WorkerFault(DIFFER + ": the driver has " + driver + ", a worker " + own(), null);
    }
}
