package sc.fiji.invertibility.compute;

import java.util.concurrent.CancellationException;

/** Where long work tells how far it is, and hears that it shall stop. */
public interface Monitor {

    /** Listens to nothing and never stops the work. */
    Monitor NONE = new Monitor() {
        @Override
        public void progress(double fraction, String message) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /**
     * Tells how far the work is.
     *
     * @param fraction the part that is done, 0 … 1
     * @param message what is being done, for the user; null leaves the last message
     */
    void progress(double fraction, String message);

    /** {@return whether the user asked to stop} */
    boolean cancelled();

    /**
     * Stops the work if the user asked to.
     *
     * @throws CancellationException if so
     */
    default void check() {
        if (cancelled()) throw new CancellationException("stopped by the user");
    }

    /**
     * A monitor for a part of the work: its 0 … 1 is this one's from … to.
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
