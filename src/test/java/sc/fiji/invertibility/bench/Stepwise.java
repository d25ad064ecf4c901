package sc.fiji.invertibility.bench;

/** A contender that tells of each of its iterations. */
interface Stepwise extends Contender {

    /** Hears of an iteration. */
    @FunctionalInterface
    interface Listener {

        /**
         * An iteration has ended.
         *
         * @param mu the step that it took
         * @param z the code, not to be changed
         * @param xHat Wᵀz, not to be changed
         */
        void ended(double mu, PeerCode z, float[] xHat);
    }

    /** Does the work once. */
    void follow(Listener listener);
}
