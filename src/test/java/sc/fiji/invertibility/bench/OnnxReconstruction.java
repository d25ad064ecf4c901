package sc.fiji.invertibility.bench;

import sc.fiji.invertibility.sparse.IterativeHardThresholding;

/**
 * A reconstruction in ONNX Runtime.
 *
 * @param layer its convolutions
 * @param algorithm what decides between them
 */
record OnnxReconstruction(PeerLayer layer, IterativeHardThresholding algorithm) implements Stepwise {

    @Override
    public Outcome run() {
        Last last = new Last();
        algorithm.run(layer, last);
        return () -> last.image;
    }

    @Override
    public void follow(Listener listener) {
        algorithm.run(layer, new Each(listener));
    }

    @Override
    public void close() {
        layer.close();
    }

    /** Keeps the last image alone. */
    private static final class Last implements IterativeHardThresholding.Observer<PeerImage, PeerCode> {

        private float[] image;

        @Override
        public void begins(int iteration) {}

        @Override
        public void ended(int iteration, double mu, PeerCode z, PeerImage xHat) {}

        @Override
        public void finished(PeerCode z, PeerImage xHat) {
            image = xHat.values();
        }
    }

    /** Tells of each iteration. */
    private record Each(Listener listener) implements IterativeHardThresholding.Observer<PeerImage, PeerCode> {

        @Override
        public void begins(int iteration) {}

        @Override
        public void ended(int iteration, double mu, PeerCode z, PeerImage xHat) {
            listener.ended(mu, z, xHat.values());
        }

        @Override
        public void finished(PeerCode z, PeerImage xHat) {}
    }
}
