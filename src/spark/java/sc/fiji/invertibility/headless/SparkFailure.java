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
    private static final Pattern FOREIGN = Pattern.compile(
            "InvalidClassException|NoSuchMethodError|NoClassDefFoundError: org/apache/spark|UnsupportedClassVersionError|IncompatibleClassChangeError");

    private static final Pattern LOST = Pattern.compile("ExecutorLostFailure.*?Reason: (.*)");

    static SparkFailure of(String said) {
        Matcher fault = FAULT.matcher(said);
        if (fault.find()) {
            String sentence = fault.group(1).strip();
            if (sentence.startsWith(SparkVersions.DIFFER)) return new SparkFailure(sentence, true, true);
            return new SparkFailure("workers cannot work: " + sentence, false, true);
        }
        if (FOREIGN.matcher(said).find())
            return new SparkFailure(
                    SparkVersions.DIFFER + ", or the versions of Java: the driver has " + SparkVersions.own()
                            + ", and the workers do not understand it",
                    true,
                    true);
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
