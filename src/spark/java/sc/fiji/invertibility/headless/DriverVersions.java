package sc.fiji.invertibility.headless;

import java.io.Serializable;
import org.scijava.util.VersionUtils;

/**
 * The versions that a driver has, and its workers must have: results are those of one machine only if they are.
 *
 * @param spark of Spark
 * @param plugin of the plugin, which workers fetch from the driver, unless they find another among Spark's own jars
 */
record DriverVersions(String spark, String plugin) implements Serializable {

    /** How a sentence about versions of Spark begins. */
    static final String SPARK_DIFFERS = "the versions of Spark differ";

    /** How a sentence about versions of the plugin begins. */
    static final String PLUGIN_DIFFERS = "the versions of the plugin differ";

    /** Those of this process. */
    static DriverVersions own() {
        return new DriverVersions(sparkHere(), String.valueOf(VersionUtils.getVersion(RunRecord.class)));
    }

    private static String sparkHere() {
        return org.apache.spark.package$.MODULE$.SPARK_VERSION();
    }

    /** Throws a fault if this process, a worker, has others. */
    void requireSame() {
        DriverVersions here = own();
        if (!here.spark.equals(spark))
            throw new WorkerFault(SPARK_DIFFERS + ": the driver has " + spark + ", a worker " + here.spark, null);
        if (!here.plugin.equals(plugin))
            throw new WorkerFault(
                    PLUGIN_DIFFERS + ": the driver has " + plugin + ", a worker " + here.plugin + " among Spark's jars",
                    null);
    }
}
