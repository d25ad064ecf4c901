package sc.fiji.invertibility.compute;

/**
 * A stored code that lies in the engine's memory in the form in which it is used.
 *
 * @param z the code, which nobody else refers to
 * @param nonzeros the number of non-zero units
 */
record UncompressedCode(PooledCode z, long nonzeros) implements StoredCode {

    /** A value and a switch. */
    private static final int BYTES_OF_UNIT = 8;

    /** Engines pad channels to vectors if there are many. */
    private static final int LANES = 16;

    @Override
    public long bytes() {
        Shape units = z.values().shape();
        int channels = units.channels() < LANES ? units.channels() : (units.channels() + LANES - 1) / LANES * LANES;
        return units.withChannels(channels).size() * BYTES_OF_UNIT;
    }

    @Override
    public void close() {
        z.close();
    }
}
