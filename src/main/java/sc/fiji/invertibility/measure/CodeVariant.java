package sc.fiji.invertibility.measure;

import java.util.SplittableRandom;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.BankSeeds;

/** A pooled code of which a part is replaced. */
public enum CodeVariant {
    /** The code as it is. */
    TRUE("true"),
    /** The same values, each at the top-left of its block. */
    TOP_LEFT("top-left switches") {
        @Override
        int position(HostCode code, int unit, SplittableRandom random) {
            return 0;
        }
    },
    /** The same values, each at a random position of its block. */
    RANDOM_SWITCHES("random switches") {
        @Override
        int position(HostCode code, int unit, SplittableRandom random) {
            Shape pooled = code.shape(), map = code.unpooledShape();
            Pooling pooling = code.pooling();
            int top = unit / pooled.width() % pooled.height() * pooling.stride();
            int left = unit % pooled.width() * pooling.stride();
            int height = Math.min(pooling.window(), map.height() - top);
            int width = Math.min(pooling.window(), map.width() - left);
            return random.nextInt(height) * pooling.window() + random.nextInt(width);
        }
    },
    /** The same switches and signs, all values of one magnitude. */
    SIGNS_ONLY("signs only") {
        @Override
        float value(float value, float other, SplittableRandom random) {
            return Math.signum(value);
        }
    },
    /** The same switches and magnitudes, each with a random sign. */
    RANDOM_SIGNS("random signs") {
        @Override
        float value(float value, float other, SplittableRandom random) {
            return random.nextBoolean() ? value : -value;
        }
    },
    /** The same switches and signs; each magnitude is that of another unit, drawn at random. */
    RANDOM_MAGNITUDES("random magnitudes") {
        @Override
        float value(float value, float other, SplittableRandom random) {
            return Math.copySign(other, value);
        }
    },
    /** The same switches; each value is that of another unit, drawn at random. */
    RANDOM_VALUES("random values") {
        @Override
        float value(float value, float other, SplittableRandom random) {
            return other;
        }
    };

    private final String title;

    CodeVariant(String title) {
        this.title = title;
    }

    /** {@return the name in tables} */
    public String title() {
        return title;
    }

    int position(HostCode code, int unit, SplittableRandom random) {
        return code.switches()[unit];
    }

    /**
     * The value of a kept unit.
     *
     * @param value its own
     * @param other that of another kept unit
     */
    float value(float value, float other, SplittableRandom random) {
        return value;
    }

    /**
     * A changed copy; units that are zero stay so. What is drawn has a stream of its own, so that variants of one seed
     * have nothing in common, neither with each other nor with filters of that seed.
     *
     * @param seed of the experiment
     */
    HostCode of(HostCode code, long seed) {
        SplittableRandom random = new SplittableRandom(BankSeeds.of(seed, title));
        float[] values = code.values(), changed = new float[values.length];
        int[] switches = new int[values.length], kept = new int[values.length];
        int count = 0;
        for (int unit = 0; unit < values.length; unit++) if (values[unit] != 0) kept[count++] = unit;
        int[] order = permutation(count, random);
        for (int i = 0; i < count; i++) {
            int unit = kept[i];
            changed[unit] = value(values[unit], values[kept[order[i]]], random);
            switches[unit] = position(code, unit, random);
        }
        return new HostCode(changed, switches, code.unpooledShape(), code.pooling());
    }

    private static int[] permutation(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
