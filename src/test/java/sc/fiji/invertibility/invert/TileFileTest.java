package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;

/** A code comes back from its file as it was, in any order of tiles. */
class TileFileTest {

    @Test
    void codesComeBackFromTheFile() {
        Random random = new Random(7);
        HostCode[] codes = {
            code(random, 3, 20, 17, 2),
            code(random, 1, 1, 1, 1),
            code(random, 2, 60, 50, 16),
            code(random, 2, 90, 60, 40),
            code(random, 5, 193, 211, 1),
            all(code(random, 1, 400, 331, 1), 1),
            all(code(random, 2, 300, 331, 1), 0)
        };
        try (TileFile file = TileFile.create(codes.length)) {
            for (int i = codes.length - 1; i >= 0; i--) file.put(i, CompactCode.encode(codes[i], 0));
            for (int twice = 0; twice < 2; twice++)
                for (int i = 0; i < codes.length; i++) {
                    HostCode code = codes[i];
                    HostCode back = CompactCode.decode(file.get(i), code.unpooledShape(), code.pooling(), 0);
                    assertArrayEquals(code.values(), back.values());
                    assertArrayEquals(code.switches(), back.switches());
                }
        }
    }

    @Test
    void onlyKeptUnitsTakeRoom() {
        HostCode code = code(new Random(1), 8, 64, 64, 2);
        long kept = 0;
        for (float value : code.values()) if (value != 0) kept++;
        ByteBuffer bytes = CompactCode.encode(code, 0);
        // A bit each, the number of kept ones, and their values and switches.
        assertEquals(code.values().length / 8 + Integer.BYTES + 5 * kept, bytes.remaining());
        assertTrue(bytes.remaining() <= CompactCode.bytes(code.values().length, kept, code.pooling()));
    }

    private static HostCode all(HostCode code, float value) {
        float[] values = new float[code.values().length];
        Arrays.fill(values, value);
        int[] switches = new int[values.length];
        return new HostCode(values, switches, code.unpooledShape(), code.pooling());
    }

    /** About a third of the units are kept; the switch of one that is not carries no meaning and is 0. */
    private static HostCode code(Random random, int channels, int height, int width, int block) {
        Pooling pooling = Pooling.blocks(block, Pooling.Selection.LARGEST_MAGNITUDE);
        Shape unpooled = new Shape(channels, height, width);
        int units = (int) pooling.pooledShape(unpooled).size();
        float[] values = new float[units];
        int[] switches = new int[units];
        for (int i = 0; i < units; i++) {
            if (random.nextInt(3) > 0) continue;
            values[i] = (float) random.nextGaussian();
            switches[i] = random.nextInt(block * block);
        }
        return new HostCode(values, switches, unpooled, pooling);
    }
}
