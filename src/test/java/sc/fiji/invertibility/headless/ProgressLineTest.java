package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventService;

@Tag("locale")
class ProgressLineTest {

    @Test
    void theTerminalIsLeftAsItWas() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Context context = PlainContext.create()) {
            EventService events = context.service(EventService.class);
            ProgressLine line = ProgressLine.on(events, new PrintStream(bytes, true, StandardCharsets.UTF_8));
            events.publish(new StatusEvent("no progress in this one", false));
            events.publish(new StatusEvent(250, 1000, "iteration 3, 5 s left"));
            line.close();
            events.publish(new StatusEvent(500, 1000, "too late"));
        }
        String blank = "\r" + " ".repeat(78) + "\r";
        assertEquals(blank + " 25 % iteration 3, 5 s left" + blank, bytes.toString(StandardCharsets.UTF_8));
    }
}
