package sc.fiji.invertibility.command.explore;

import java.util.List;
import java.util.SortedMap;
import sc.fiji.invertibility.filters.FilterBank;

/** Receives the results of the newest setting; results of older ones are dropped. */
interface ExplorerListener {

    /** The computation has begun. */
    void computing();

    /** These are the filters of the setting. */
    void filters(Settings settings, FilterBank bank);

    /** One more iteration has been measured: all errors so far. */
    void course(List<Comparison.Step> steps);

    /**
     * The comparison is complete.
     *
     * @param comparison everything to show
     * @param milliseconds how long it took
     * @param device the device that computed it
     */
    void compared(Comparison comparison, double milliseconds, String device);

    /**
     * One more percentage has been measured: the relative errors of all so far, with all other settings as they are.
     */
    void errorsByKeep(SortedMap<Double, Double> errors);

    /** The computation failed, with the reason. */
    void failed(String sentence);
}
