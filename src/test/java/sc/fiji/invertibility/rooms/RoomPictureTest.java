package sc.fiji.invertibility.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class RoomPictureTest {

    @Test
    void thePictureInTheManualShowsTheCodeAsItIs() throws IOException {
        assertEquals(
                RoomPicture.svg(),
                Files.readString(RoomPicture.FILE).replace("\r\n", "\n"),
                RoomPicture.FILE + " shows an older state of the code: run scripts/architecture");
    }
}
