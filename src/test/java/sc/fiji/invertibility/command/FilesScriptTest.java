package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.script.ScriptService;
import sc.fiji.invertibility.headless.PlainContext;
import sc.fiji.invertibility.weights.download.WeightCatalogue;

/** A Jython script asks what is published, imports a file, saves it, and shows what was saved. */
class FilesScriptTest {

    private static final String SCRIPT = """
            #@ CommandService command
            #@ File weights
            #@ File save
            #@output Integer published
            #@output String status
            #@output String title
            def run(name, inputs):
                return command.run("sc.fiji.invertibility.command." + name, False, inputs).get()
            published = run("DownloadWeights", []).getOutput("files").size()
            layers = run("ImportFilters", ["weights", weights, "save", save]).getOutput("layers")
            status = layers.getStringValue("status", 0)
            title = run("ShowFilters", ["filters", "Imported", "weights", save]).getOutput("montage").getTitle()
            """;

    @Test
    void theCommandsWorkHandInHand(@TempDir Path folder) throws Exception {
        // Otherwise Jython indexes every library on the class path first.
        System.setProperty("python.cachedir.skip", "true");
        Path weights = new TinyWeights().counting("conv1_1.weight", "4,3,3,3").write(folder.resolve("tiny"));
        try (Context context = PlainContext.create()) {
            var script = context.service(ScriptService.class)
                    .run(
                            "files.py",
                            SCRIPT,
                            true,
                            "weights",
                            weights.toFile(),
                            "save",
                            folder.resolve("kept.safetensors").toFile())
                    .get();
            assertEquals(WeightCatalogue.published().entries().size(), script.getOutput("published"));
            assertEquals("usable", script.getOutput("status"));
            assertEquals("conv1_1-filters", script.getOutput("title"));
        }
    }
}
