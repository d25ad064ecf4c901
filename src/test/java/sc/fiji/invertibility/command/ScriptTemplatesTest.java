package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.io.FileSaver;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;
import sc.fiji.invertibility.dialog.ValueReader;
import sc.fiji.invertibility.image.Pictures;

/** The templates of Fiji's script editor do what they say. */
class ScriptTemplatesTest {

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    private static final Path TEMPLATES = Path.of("src/main/resources/script_templates/CNN_Invertibility");

    private static final Pattern FOLDER = Pattern.compile("#@ File \\(style=\"directory\"\\) (\\w+)");
    private static final Pattern RUN = Pattern.compile("(?m)^run\\(\"(.+?)\", \"(.*)\"\\);$");

    @TempDir
    Path folder;

    @Test
    void everyCommandHasOneInEachLanguage() throws IOException {
        TreeSet<String> expected = new TreeSet<>();
        for (CommandInfo info : commands())
            for (String ending : List.of(".ijm", ".py", ".groovy"))
                expected.add(info.getTitle().replace("...", "").replaceAll("[ -]", "_") + ending);
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            assertEquals(
                    expected,
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @TestFactory
    List<DynamicTest> scriptsRun() throws IOException {
        // Otherwise Jython indexes every library on the class path first.
        System.setProperty("python.cachedir.skip", "true");
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : files("py", "groovy"))
            tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)));
        return tests;
    }

    @TestFactory
    List<DynamicTest> macrosNameKeysThatTheCommandsHave() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : files("ijm"))
            tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> settle(file)));
        return tests;
    }

    private void run(Path file) throws Exception {
        String script = Files.readString(file);
        Map<String, Object> inputs = new HashMap<>();
        ImagePlus photo = Pictures.noise(24, 40, 36);
        if (file.toString().contains("Make_Again")) photo = result(photo);
        if (script.contains(" image\n")) inputs.put("image", photo);
        if (script.contains(" results\n")) {
            new FileSaver(photo)
                    .saveAsTiff(Files.createDirectories(folder.resolve("in"))
                            .resolve("photo.tif")
                            .toString());
            inputs.put("images", folder.resolve("in").toFile());
            inputs.put("results", folder.resolve("out").toFile());
        }
        if (script.contains("File weights"))
            inputs.put(
                    "weights",
                    new TinyWeights()
                            .counting("conv1.weight", "4,3,3,3")
                            .write(folder.resolve("tiny"))
                            .toFile());
        if (script.contains(" classes\n") || script.contains(" model\n")) {
            Path classes = folder.resolve("classes"), model = folder.resolve("model.safetensors");
            for (String name : List.of("a", "b"))
                for (int i = 0; i < 4; i++)
                    new FileSaver(photo)
                            .saveAsPng(Files.createDirectories(classes.resolve(name))
                                    .resolve(i + ".png")
                                    .toString());
            inputs.put("classes", classes.toFile());
            inputs.put("model", model.toFile());
            if (script.contains(" model\n"))
                assertNull(Ran.command(
                                TrainClassifier.class,
                                "images",
                                classes.toFile(),
                                "architecture",
                                "(4)3c-2pmax-4pave",
                                "epochs",
                                1,
                                "save",
                                model.toFile(),
                                "device",
                                "Java")
                        .refusal());
        }
        if (script.contains("File decoder")) inputs.put("decoder", decoder(photo));
        ScriptModule module = CONTEXT.service(ScriptService.class)
                .run(file.getFileName().toString(), new StringReader(script), true, inputs)
                .get();
        if (script.contains("#@output")) assertNotNull(module.getOutput("result"), script);
    }

    /** A decoding network for the first layer of random filters, which knows next to nothing. */
    private File decoder(ImagePlus photo) throws Exception {
        Path images = Files.createDirectories(folder.resolve("photos"));
        new FileSaver(photo).saveAsTiff(images.resolve("photo.tif").toString());
        File decoder = folder.resolve("decoder.safetensors").toFile();
        Map<String, Object> keys =
                Map.of("folder", images.toFile(), "layer", "conv1_1", "crop", 8, "epochs", 1, "save", decoder);
        CONTEXT.run(TrainDecoder.class, keys);
        return decoder;
    }

    /** A result that knows the file of its image. */
    private ImagePlus result(ImagePlus photo) throws Exception {
        String file = folder.resolve("photo.tif").toString();
        new FileSaver(photo).saveAsTiff(file);
        return (ImagePlus) CONTEXT.run(ReconstructFromLayer.class, Map.of("image", IJ.openImage(file), "count", 4))
                .getOutput("reconstruction");
    }

    private static void settle(Path file) throws Exception {
        String script = Files.readString(file);
        // A folder that the user names has to be there.
        for (Matcher folder = FOLDER.matcher(script); folder.find(); )
            script = script.replace("\" + " + folder.group(1) + " + \"", "src");
        Matcher run = RUN.matcher(script.replaceAll("\" \\+ \\w+ \\+ \"", "file"));
        assertTrue(run.find(), file + " runs no command");
        CommandInfo info = commands().stream()
                .filter(command -> command.getTitle().equals(run.group(1)))
                .findFirst()
                .orElseThrow();
        CommandModule module = new CommandModule(info);
        InvertibilityCommand command = (InvertibilityCommand) module.getDelegateObject();
        List<String> parameters = MacroOptions.of(run.group(2));
        for (String key : parameters) {
            Object value = ValueReader.read(info.getInput(key), Macro.getValue(run.group(2) + " ", key, ""));
            assertNotNull(value, key);
            module.setInput(key, value);
        }
        command.typed(parameters, false);
        command.settleParameters();
    }

    private static List<CommandInfo> commands() {
        return CONTEXT.service(CommandService.class).getCommands().stream()
                .filter(info -> info.getDelegateClassName().startsWith("sc.fiji.invertibility."))
                // A window is not for scripts.
                .filter(CommandInfo::canRunHeadless)
                .filter(info -> Files.exists(
                        Path.of("src/main/java", info.getDelegateClassName().replace('.', '/') + ".java")))
                .toList();
    }

    private static List<Path> files(String... endings) throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            return files.filter(
                            file -> List.of(endings).contains(file.toString().replaceFirst(".*\\.", "")))
                    .sorted()
                    .toList();
        }
    }
}
