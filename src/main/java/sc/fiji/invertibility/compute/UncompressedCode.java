package sc.fiji.invertibility.compute;

/**
 * A stored code that lies in the engine's memory as it is used.
 *
 * @param z the code, of which nobody else knows
 * @param nonzeros how many units are not zero
 */
record UncompressedCode(PooledCode z, long nonzeros) implements StoredCode {

    /** A value and a switch. */
    private static final int BYTES_OF_UNIT = 8;

    /** Where channels are many, engines pad them to vectors. */
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
