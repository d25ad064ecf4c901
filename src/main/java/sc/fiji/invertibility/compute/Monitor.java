package sc.fiji.invertibility.compute;

import java.util.concurrent.CancellationException;

/** Receives the progress of long work, and can ask it to stop. */
public interface Monitor {

    /** Ignores progress and never stops the work. */
    Monitor NONE = new Monitor() {
        @Override
        public void progress(double fraction, String message) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /**
     * Reports progress.
     *
     * @param fraction the fraction that is done, 0 … 1
     * @param message what is being done, for the user; null keeps the last message
     */
    void progress(double fraction, String message);

    /** {@return whether the user asked to stop} */
    boolean cancelled();

    /**
     * Throws if the user asked to stop.
     *
     * @throws CancellationException if so
     */
    default void check() {
        if (cancelled()) throw new CancellationException("stopped by the user");
    }

    /**
     * Returns a monitor for a part of the work: its 0 … 1 is this one's from … to.
     *
     * @param from where the part begins, 0 … 1
     * @param to where the part ends, 0 … 1
     * @return the monitor
     */
    default Monitor part(double from, double to) {
        Monitor whole = this;
        return new Monitor() {
            @Override
            public void progress(double fraction, String message) {
                whole.progress(from + fraction * (to - from), message);
            }

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }
}
