package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;
import sc.fiji.invertibility.image.Pictures;

/** The scripts of the documentation run as they are printed there, those that need no files of the reader's. */
class ManualScriptsTest {

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    private static final Pattern PYTHON = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);
    private static final Pattern GROOVY = Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    List<DynamicTest> pythonRuns() throws Exception {
        // Otherwise Jython indexes every library on the class path first.
        System.setProperty("python.cachedir.skip", "true");
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> pages = Files.walk(Path.of("docs"))) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                Matcher script = PYTHON.matcher(Files.readString(page));
                while (script.find()) {
                    String text = script.group(1);
                    if (text.contains("/data/") || text.contains("imagej.init")) continue;
                    tests.add(DynamicTest.dynamicTest(page.toString(), () -> runPython(text)));
                }
            }
        }
        assertTrue(tests.size() >= 8, tests.size() + " scripts");
        return tests;
    }

    private static void runPython(String text) throws Exception {
        // Fiji knows ImageJ's images by their short name, and has a screen for them.
        String script = text.replace("#@ ImagePlus", "#@ ij.ImagePlus").replaceAll("\\.show\\(.*?\\)", ".getTitle()");
        Map<String, Object> inputs = new HashMap<>();
        ImagePlus image = Pictures.noise(24, 40, 36);
        if (script.contains("#@ ij.ImagePlus image")) inputs.put("image", image);
        if (script.contains("#@ ij.ImagePlus imp\n")) inputs.put("imp", image);
        ScriptModule module = CONTEXT.service(ScriptService.class)
                .run("manual.py", "#@output Boolean done\n" + script + "done = True\n", true, inputs)
                .get();
        assertEquals(true, module.getOutput("done"), text);
    }

    @Test
    void theTutorialCutsAsManyPiecesAsItSays(@TempDir Path folder) throws Exception {
        Matcher script = GROOVY.matcher(Files.readString(Path.of("docs", "classifier-tutorial.md")));
        assertTrue(script.find());
        Map<String, Object> inputs =
                Map.of("file", new File("test-images/histology.png").getAbsoluteFile(), "folder", folder.toFile());
        CONTEXT.service(ScriptService.class)
                .run("pieces.groovy", script.group(1), true, inputs)
                .get();
        assertEquals(907, files(folder.resolve("training")));
        assertEquals(449, files(folder.resolve("validation/epithelium")));
        assertEquals(51, files(folder.resolve("validation/lumen")));
        assertEquals(305, files(folder.resolve("validation/stroma")));
    }

    private static long files(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
