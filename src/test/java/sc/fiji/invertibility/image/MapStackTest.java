package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class MapStackTest {

    @Test
    void opensAtTheStrongestChannelAndNotAtABlackOne() {
        float[] values = new float[3 * 4];
        values[5] = 1;
        values[9] = -4;
        values[10] = 2;
        ImagePlus image = MapStack.of(ArrayImgs.floats(values, 2, 2, 3), "code", "filter");
        assertEquals(3, image.getCurrentSlice());
        assertEquals(-4, image.getDisplayRangeMin());
        assertEquals(2, image.getDisplayRangeMax());
        assertEquals("filter 3", image.getStack().getSliceLabel(3));
    }

    @Test
    void fewLargeValuesDoNotHideTheOthers() {
        float[] code = new float[100 * 100];
        for (int i = 0; i < 200; i++) code[37 * i] = i % 2 == 0 ? 1 : -1;
        code[5] = 1000;
        ImagePlus image = MapStack.of(ArrayImgs.floats(code, 100, 100, 1), "code", "filter");
        assertEquals(-1, image.getDisplayRangeMin());
        assertEquals(1, image.getDisplayRangeMax());
    }
}
