package sc.fiji.invertibility.bench.torch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A piece of work that PyTorch has prepared. Its methods throw IllegalStateException where PyTorch fails. */
public final class TorchJob implements AutoCloseable {

    private final Torch torch;
    private final int id;

    TorchJob(Torch torch, int id) {
        this.torch = torch;
        this.id = id;
    }

    /** Does the work just as others do, and keeps what it is compared in. */
    public void compare(Precision precision) {
        run(precision, 1, true);
    }

    /** Does the work so many times in a row, in its fastest form, and tells what that took in all. */
    public TorchTime time(Precision precision, int times) {
        return run(precision, times, false);
    }

    private TorchTime run(Precision precision, int times, boolean compare) {
        JsonObject request = request("run");
        request.addProperty("precision", precision.word());
        request.addProperty("times", times);
        request.addProperty("compare", compare);
        JsonObject answer = torch.ask(request);
        return new TorchTime(answer.get("wall").getAsDouble(), answer.get("cpu").getAsDouble());
    }

    /** {@return floats that the last run to compare gave} */
    public float[] floats(String output) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(output)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.capacity() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** {@return bytes that the last run to compare gave} */
    public byte[] bytes(String output) {
        Path file = torch.folder().resolve("output");
        JsonObject request = request("output");
        request.addProperty("name", output);
        request.addProperty("file", file.toString());
        torch.ask(request);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return which of several equivalent forms of a step was the fastest, by step and precision} */
    public Map<String, String> forms() {
        Map<String, String> forms = new TreeMap<>();
        for (Map.Entry<String, JsonElement> form :
                torch.ask(request("forms")).getAsJsonObject("forms").entrySet())
            forms.put(form.getKey(), form.getValue().getAsString());
        return forms;
    }

    private JsonObject request(String what) {
        JsonObject request = new JsonObject();
        request.addProperty("do", what);
        request.addProperty("id", id);
        return request;
    }

    @Override
    public void close() {
        try {
            if (torch.alive()) torch.ask(request("release"));
        } catch (IllegalStateException e) {
            // with the process that has ended, all that it held is gone
        }
    }
}
