package sc.fiji.invertibility.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs contenders in turn, so that other load on the machine affects them alike, until a time is spent. For short runs,
 * a turn consists of two, of which the second counts.
 *
 * @param leastRounds rounds that are counted at least
 * @param seconds time after which no further round begins
 * @param warmUp seconds that each contender runs for before, uncounted: HotSpot compiles the engines' loops, and
 *     whatever calls the device, several times in the first few hundred runs
 */
record Alternation(int leastRounds, double seconds, double warmUp) {

    /** Between two turns, since threads of ONNX Runtime keep spinning for a while after a run. */
    private static final long PAUSE_MILLIS = 50;

    /** Runs shorter than this are repeated, since they depend on what the previous turn left in the caches. */
    private static final double SHORT_MILLIS = 200;

    /**
     * What was measured.
     *
     * @param times in the contenders' order
     * @param others the fraction of all processors that other processes took meanwhile
     */
    record Rounds(List<Times> times, double others) {}

    /** {@return the same with rounds of another time, and with the warm-up in proportion} */
    Alternation lasting(double others) {
        return new Alternation(leastRounds, others, warmUp * others / seconds);
    }

    Rounds measure(List<Contender> contenders) {
        contenders.forEach(this::warmUp);
        List<Times> times = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) times.add(new Times());
        OtherProcessesLoad others = new OtherProcessesLoad();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (int round = 0; round < leastRounds || System.nanoTime() < end; round++)
            for (int i = 0; i < contenders.size(); i++) time(contenders.get(i), times.get(i));
        return new Rounds(times, others.sinceBegin());
    }

    private void warmUp(Contender contender) {
        long end = System.nanoTime() + (long) (warmUp * 1e9);
        while (System.nanoTime() < end) contender.turn();
    }

    private static void time(Contender contender, Times times) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (times.rounds() > 0 && times.fastest() < SHORT_MILLIS) contender.turn();
        Turn turn = contender.turn();
        times.add(turn.wall(), turn.cpu());
    }
}
