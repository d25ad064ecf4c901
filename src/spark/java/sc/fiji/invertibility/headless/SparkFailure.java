package sc.fiji.invertibility.headless;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a job failed, from what Spark says, which comes with traces of other machines.
 *
 * @param sentence in one sentence
 * @param isForAll whether no worker could do better
 * @param isOfWorkers whether the workers are to blame, and not an image
 */
record SparkFailure(String sentence, boolean isForAll, boolean isOfWorkers) {

    private static final Pattern FAULT =
            Pattern.compile("WorkerFault: (.*?)(\\s+at |\\s*Caused by|\\s*Driver stacktrace|$)");
    /** What a worker says to classes of another version of Spark, or of its Scala. */
    private static final Pattern FOREIGN = Pattern.compile("InvalidClassException: (org\\.apache\\.spark|scala)\\."
            + "|ClassNotFoundException: (org\\.apache\\.spark|scala)\\."
            + "|NoClassDefFoundError: (org/apache/spark|scala)/|NoSuchMethodError|IncompatibleClassChangeError");

    private static final Pattern OLD_JAVA = Pattern.compile("UnsupportedClassVersionError");

    private static final Pattern LOST = Pattern.compile("ExecutorLostFailure.*?Reason: (.*)");

    static SparkFailure of(String said) {
        Matcher fault = FAULT.matcher(said);
        if (fault.find()) {
            String sentence = fault.group(1).strip();
            if (sentence.startsWith(DriverVersions.SPARK_DIFFERS) || sentence.startsWith(DriverVersions.PLUGIN_DIFFERS))
                return new SparkFailure(sentence, true, true);
            return new SparkFailure("workers cannot work: " + sentence, false, true);
        }
        if (FOREIGN.matcher(said).find())
            return new SparkFailure(
                    DriverVersions.SPARK_DIFFERS + ": the driver has "
                            + DriverVersions.own().spark() + ", and the workers another, whose classes do not fit",
                    true,
                    true);
        if (OLD_JAVA.matcher(said).find())
            return new SparkFailure("a worker's Java is too old: expected 17 or newer", true, true);
        if (said.contains("excludeOnFailure") && !LOST.matcher(said).find())
            return new SparkFailure("no worker is left that can work", false, true);
        return new SparkFailure(shortened(said), false, false);
    }

    private static String shortened(String said) {
        String end = said.replaceFirst("(?s)\\s*Driver stacktrace:.*", "");
        Matcher lost = LOST.matcher(end);
        return lost.find() ? lost.group(1).strip() : end;
    }
}
