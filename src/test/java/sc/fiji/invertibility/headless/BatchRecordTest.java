package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a batch records, whether it ends or is killed. */
class BatchRecordTest {

    private static final BatchRecord.Entry DONE = new BatchRecord.Entry("done", 0, 7, "done in 7 ms");

    @TempDir
    Path out;

    @Test
    void anImageIsWrittenDownAsSoonAsItIsDoneWith() throws IOException {
        BatchRecord record = BatchRecord.begin(out);
        assertEquals(List.of("image,status,milliseconds,message"), batch());
        record.add("a", DONE);
        assertEquals("a,done,7,done in 7 ms", batch().get(1));
        record.add("b, old", new BatchRecord.Entry("bad input", 2, 1, "error: image: none"));
        assertEquals("\"b, old\",bad input,1,error: image: none", batch().get(2));

        BatchRecord again = BatchRecord.begin(out);
        again.add("a", new BatchRecord.Entry("kept", 0, 0, "done before"));
        assertEquals(List.of("image,status,milliseconds,message", "a,kept,0,done before"), batch());
    }

    @Test
    void tablesOfUnlikeColumnsAreJoinedUnderTheRightOnes() throws IOException {
        table("flat", "iteration,error\n1,0.5\n");
        table("stack", "iteration,error,z\n1,0.25,1\n1,0.125,2\n");
        table("named", "label,error\n\"one, two\",4\n");
        table("empty", "");
        BatchRecord record = BatchRecord.begin(out);
        for (String image : List.of("flat", "stack", "named", "empty")) record.add(image, DONE);

        assertEquals(
                List.of(out.resolve("batch.csv"), out.resolve("summary.csv")),
                record.write(List.of("flat", "stack", "named", "empty", "a"), lost -> {}));

        assertEquals(
                List.of(
                        "image,iteration,error,z,label",
                        "flat,1,0.5,,",
                        "stack,1,0.25,1,",
                        "stack,1,0.125,2,",
                        "named,,4,,\"one, two\""),
                Files.readAllLines(out.resolve("summary.csv")));
        try (Stream<Path> files = Files.list(out)) {
            assertFalse(files.anyMatch(file -> file.toString().endsWith(".incomplete")));
        }
    }

    @Test
    void rowsThatCouldNotBeWrittenAreThereInTheEnd() throws IOException {
        BatchRecord record = BatchRecord.begin(out);
        Files.delete(out.resolve("batch.csv"));
        Files.createDirectories(out.resolve("a"));
        record.add("a", DONE);
        assertTrue(record.size() == 1 && !Files.exists(out.resolve("batch.csv")));
        record.write(List.of("flat", "stack", "named", "empty", "a"), lost -> {});
        assertEquals(2, batch().size());
    }

    /** When a disk is full, Java's message has no name. */
    @Test
    void aTableThatCannotBeWrittenIsNamed() throws IOException {
        BatchRecord record = BatchRecord.begin(out);
        Path file = out.resolve("batch.csv");
        Files.delete(file);
        Files.createFile(Files.createDirectory(file).resolve("in the way"));
        IOException refused = assertThrows(IOException.class, () -> record.write(List.of(), lost -> {}));
        assertTrue(refused.getMessage().startsWith(file + " could not be written: "), refused.getMessage());
    }

    private void table(String image, String text) throws IOException {
        Files.writeString(Files.createDirectories(out.resolve(image)).resolve("summary.csv"), text);
    }

    private List<String> batch() throws IOException {
        return Files.readAllLines(out.resolve("batch.csv"));
    }
}
