package sc.fiji.invertibility.weights;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Tells the filters of layers from others, wherever they come from: files of one name may hold different filters, and
 * one and the same filters may be in files of different formats.
 */
public final class FilterFingerprint {

    /** Enough that no two sets of filters will ever share one by chance. */
    private static final int BYTES = 8;

    private FilterFingerprint() {}

    /**
     * Computes the fingerprint of filters.
     *
     * @param banks the filters of each layer, with or without bias
     * @return 16 hexadecimal digits that depend on all sizes, weights and biases to the last bit
     */
    public static String of(List<FilterBank> banks) {
        MessageDigest digest = Sha256.digest();
        for (FilterBank bank : banks) {
            digest.update(ByteBuffer.allocate(4 * Integer.BYTES)
                    .putInt(bank.filters())
                    .putInt(bank.filterChannels())
                    .putInt(bank.height())
                    .putInt(bank.width())
                    .array());
            digest.update(bytes(bank.weights()));
            if (bank.hasBias()) digest.update(bytes(bank.bias()));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
