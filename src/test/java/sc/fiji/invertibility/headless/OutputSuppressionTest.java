package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputSuppressionTest {

    @Test
    void printsOfLibrariesAreHeardOnlyAfterwards() {
        PrintStream before = System.out;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            OutputSuppression suppression = OutputSuppression.begin();
            System.out.print("during");
            System.err.print("during");
            suppression.end();
            System.out.print("after");
        } finally {
            System.setOut(before);
        }
        assertEquals("after", heard.toString(StandardCharsets.UTF_8));
    }
}
