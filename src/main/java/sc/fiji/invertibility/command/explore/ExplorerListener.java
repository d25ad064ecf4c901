package sc.fiji.invertibility.command.explore;

import java.util.List;
import java.util.SortedMap;
import sc.fiji.invertibility.filters.FilterBank;

/** Hears what comes of the newest setting; of older ones nothing is told any more. */
interface ExplorerListener {

    /** Work has begun. */
    void computing();

    /** These are the filters of the setting. */
    void filters(Settings settings, FilterBank bank);

    /** One more iteration is measured: all errors so far. */
    void course(List<Comparison.Step> steps);

    /**
     * The comparison is there.
     *
     * @param comparison all that is shown
     * @param milliseconds how long it took
     * @param device on what
     */
    void compared(Comparison comparison, double milliseconds, String device);

    /** One more percentage is measured: the relative error of all so far, with all else as it is. */
    void errorsByKeep(SortedMap<Double, Double> errors);

    /** Nothing came of it, for one reason. */
    void failed(String sentence);
}
