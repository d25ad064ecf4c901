package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MacroOptionsTest {

    @Test
    void keysAreFoundBesideTheirValues() {
        assertEquals(
                List.of("keep", "weights", "layer", "exact", "image"),
                MacroOptions.of(" keep=25  weights=[/my files/a=b c.h5] Layer= exact image=a=b.tif "));
        assertEquals(List.of("flag"), MacroOptions.of("flag"));
        assertEquals(List.of("open"), MacroOptions.of("open=[never closed"));
        assertEquals(List.of(), MacroOptions.of("  "));
    }
}
