package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that a command will write need not exist, and is not an input. */
class WrittenFileTest {

    @Test
    void theShellNamesTheFileToSave(@TempDir Path folder) throws IOException {
        byte[] header = "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1],\"data_offsets\":[0,4]}}"
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(12 + header.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header).putFloat(3);
        Path weights = Files.write(folder.resolve("a.safetensors"), bytes.array());
        Path save = folder.resolve("b.safetensors");
        Path out = folder.resolve("out");
        TypedCommand typed = new TypedCommand();
        assertEquals(
                0, typed.run("import filters", "weights=" + weights, "save=" + save, "out=" + out), () -> typed.err());
        assertTrue(Files.size(save) > 0);
        JsonObject record = JsonParser.parseString(Files.readString(out.resolve("run.json")))
                .getAsJsonObject();
        assertEquals(
                save.toString(),
                record.getAsJsonObject("parameters").get("save").getAsString());
        assertFalse(record.getAsJsonObject("inputs").has("save"));
        assertEquals(
                "a,1,1,1,1,0,3,a.weight,usable",
                Files.readAllLines(out.resolve("layers.csv")).get(1));
    }
}
