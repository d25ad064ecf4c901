package sc.fiji.invertibility.compute;

/**
 * A stored code that lies in the engine's memory in the form in which it is used.
 *
 * @param engine the engine
 * @param z the code, which nobody else refers to
 * @param nonzeros the number of non-zero units
 */
record UncompressedCode(StorageOperations engine, PooledCode z, long nonzeros) implements StoredCode {

    /** A value and a switch. */
    private static final int BYTES_OF_UNIT = 8;

    /** Engines pad channels to vectors if there are many. */
    private static final int LANES = 16;

    /** Places a code that was read, as another one. */
    static UncompressedCode load(
            StorageOperations engine, Scope scope, int[] words, Shape unpooledShape, Pooling pooling) {
        int units = Math.toIntExact(pooling.pooledShape(unpooledShape).size());
        float[] values = new float[units];
        int[] switches = new int[units];
        for (int i = 0; i < units; i++) values[i] = Float.intBitsToFloat(words[1 + i]);
        System.arraycopy(words, 1 + units, switches, 0, units);
        PooledCode z = engine.uploadCode(scope, new HostCode(values, switches, unpooledShape, pooling));
        return new UncompressedCode(engine, z, words[0]);
    }

    @Override
    public long bytes() {
        Shape units = z.values().shape();
        int channels = units.channels() < LANES ? units.channels() : (units.channels() + LANES - 1) / LANES * LANES;
        return units.withChannels(channels).size() * BYTES_OF_UNIT;
    }

    @Override
    public int words() {
        return Math.toIntExact(1 + 2 * z.values().shape().size());
    }

    @Override
    public void read(int[] target) {
        HostCode code = engine.downloadCode(z);
        int units = code.values().length;
        target[0] = (int) nonzeros;
        for (int i = 0; i < units; i++) target[1 + i] = Float.floatToRawIntBits(code.values()[i]);
        System.arraycopy(code.switches(), 0, target, 1 + units, units);
    }

    @Override
    public void close() {
        z.close();
    }
}
