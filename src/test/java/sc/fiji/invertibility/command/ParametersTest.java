package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.WindowManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import sc.fiji.invertibility.image.FilterView;
import sc.fiji.invertibility.network.ImageNetResize;

/** Parameters that several commands share are declared once, and yet every dialog has its own order and tool tips. */
class ParametersTest {

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    private static final Map<String, Consumer<String>> READERS = Map.ofEntries(
            Map.entry("network", Choice.NETWORK::of),
            Map.entry("filters", ParametersTest::readFilters),
            Map.entry("preprocessing", NetworkSource::requirePreprocessing),
            Map.entry("resize", ImageNetResize::of),
            Map.entry("range", Choice.SCALING_OF_VALUES::of),
            Map.entry("activation", Choice.ACTIVATION::of),
            // Those of decoders, which the places of all others are among.
            Map.entry("unpooling", Choice.DECODER_UNPOOLING::of),
            Map.entry("source", Choice.SOURCES::of),
            Map.entry("method", Choice.METHOD::of),
            Map.entry("step", Choice.STEP::of),
            Map.entry("scaling", Choice.SCALING::of),
            Map.entry("view", view -> FilterView.named(view, 1)));

    /** Classifiers have filters of their own, too. */
    private static void readFilters(String name) {
        if (name.equals("Learned") || name.equals("Patches")) Choice.CLASSIFIER_FILTERS.of(name);
        else FilterFamily.of(name);
    }

    @BeforeEach
    void forgetTheImageThatAMacroLeft() {
        WindowManager.setTempCurrentImage(null);
    }

    @Test
    void aDialogBeginsWithAtMostSevenFields() throws Exception {
        int dialogs = 0;
        for (CommandInfo info : CONTEXT.service(CommandService.class).getCommands()) {
            if (!ParameterisedCommand.class.isAssignableFrom(info.loadDelegateClass())) continue;
            CommandModule module = new CommandModule(info);
            ParameterisedCommand command = (ParameterisedCommand) module.getDelegateObject();
            for (String filters : List.of("Gaussian random", "Imported")) {
                ModuleItem<?> key = info.getInput("filters");
                if (key != null && key.getChoices().contains(filters)) module.setInput("filters", filters);
                List<String> fields = new ArrayList<>(command.essentials());
                if (fields.isEmpty())
                    for (ModuleItem<?> item : CommandInputs.of(info))
                        if (MacroRecording.isInput(item) && MacroRecording.isShown(item)) fields.add(item.getName());
                fields.removeAll(command.idle().keySet());
                assertTrue(fields.size() <= 7, info.getTitle() + ", " + filters + ": " + fields);
            }
            dialogs++;
        }
        assertTrue(dialogs > 20, dialogs + " dialogs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ActivationSparsity   | {image=null, folder=null, state=null, network=VGG-16, filters=Gaussian random, weights=null, layer=, preprocessing=Auto, resize=None, range=Display range, count=64, size=5, stride=1, seed=1, patience=3600, device=Auto}
            ClassifyImages       | {image=null, folder=null, model=null, device=Auto}
            ComputeDevices       | {benchmark=false}
            DownloadWeights      | {network=List only, folder=null}
            DecodeActivations    | {image=null, network=VGG-19, filters=Imported, weights=null, layer=, decoder=null, source=All, keep=0.0, unpooling=As trained, preprocessing=Auto, resize=None, range=Display range, seed=1, device=Auto}
            TrainDecoder         | {folder=null, validation=null, network=VGG-16, filters=Gaussian random, weights=null, layer=, preprocessing=Auto, unpooling=Switches, crop=96, batch=8, epochs=200, minutes=20.0, rate=0.001, imageweight=1.0, layerweight=0.0, seed=1, save=null, resume=true, device=Auto}
            FeatureStack         | {image=null, network=VGG-16, filters=Gaussian random, weights=null, layer=, prerelu=false, preprocessing=Auto, resize=None, range=Display range, count=64, size=5, stride=1, seed=1, upsample=false, device=Auto}
            FilterCoherence      | {network=VGG-16, filters=Gaussian random, weights=null, layer=, count=64, channels=3, size=5, seeds=3, seed=1, device=Auto}
            ImportFilters        | {weights=null, save=null}
            LayerwiseError       | {image=null, network=VGG-16, filters=Gaussian random, weights=null, layer=, preprocessing=Auto, resize=256 and crop 224, range=Display range, decoders=null, activation=None, unpooling=Top-left, pool=2, iterations=1, seeds=1, seed=1, device=Auto}
            MeasureModelRip      | {image=null, dimension=1-d, network=Single layer, filters=Gaussian random, weights=null, layer=, code=Random, prerelu=false, preprocessing=Auto, resize=None, range=Display range, lambda=0.05, count=96, channels=32, size=5, length=32, nonzeros=10, pool=2, padding=Same, draws=1000, banks=10, certificate=0, listdraws=false, seed=1, device=Auto}
            ReconstructFromLayer | {image=null, filters=Gaussian random, weights=null, layer=, count=64, size=5, stride=1, seed=1, activation=None, pool=2, unpooling=Switches, keep=100.0, iterations=10, step=Normalised, scaling=None, exact=false, perfilter=false, device=Auto}
            ReconstructFromNetwork | {image=null, network=VGG-16, filters=Gaussian random, weights=null, layer=, method=Layer-wise IHT, iterations=10, unpooling=Switches, variation=0.03, preprocessing=Auto, resize=None, range=Display range, seed=1, exact=false, device=Auto}
            RecoverSparseCode    | {image=null, network=Single layer, filters=Gaussian random, weights=null, layer=, preprocessing=Auto, resize=256 and crop 224, range=Display range, count=64, size=5, lambda=0.05, pool=2, iterations=100, tolerance=0.001, seed=1, device=Auto}
            MeasureFrameBounds   | {filters=Gaussian random, weights=null, layer=, count=64, channels=3, size=5, stride=1, seed=1}
            MakeAgain            | {image=null}
            TrainClassifier      | {images=null, validation=null, share=20, architecture=(256)5c-2pmax-4pave, fit=None, side=0, network=VGG-16, filters=Gaussian random, weights=null, layer=, range=Type range, dropout=0.2, epochs=20, minutes=0.0, seed=1, rescale=false, save=null, resume=true, device=Auto}
            ShowFilters          | {filters=Gaussian random, weights=null, layer=, count=64, channels=3, size=5, seed=1, view=Auto, channel=1, zoom=0}
            """)
    void orderAndDefaultsAreThoseOfTheManual(String name, String expected) throws Exception {
        String type = ParametersTest.class.getPackageName() + "." + name;
        CommandModule module = CONTEXT.module(Class.forName(type).asSubclass(Command.class));
        Map<String, Object> defaults = new LinkedHashMap<>();
        for (ModuleItem<?> item : CommandInputs.of(module.getInfo())) {
            if (item.getType().getPackageName().startsWith("org.scijava") || !MacroRecording.isShown(item)) continue;
            defaults.put(item.getName(), module.getInput(item.getName()));
            assertFalse(item.getDescription().isBlank(), item.getName());
        }
        assertEquals(expected, defaults.toString());
    }

    @Test
    void whatSeveralDialogsAskForLooksTheSameInAll() {
        Map<String, List<ModuleItem<?>>> parameters = parameters();
        for (String key : List.of(
                "network",
                "filters",
                "weights",
                "layer",
                "preprocessing",
                "resize",
                "range",
                "activation",
                "unpooling",
                "seed",
                "device")) {
            List<ModuleItem<?>> items = parameters.get(key);
            assertTrue(items.size() > 1, key);
            for (ModuleItem<?> item : items) {
                assertEquals(items.get(0).getLabel(), item.getLabel(), key);
                assertEquals(items.get(0).getType(), item.getType(), key);
                assertEquals(items.get(0).isRequired(), item.isRequired(), key);
            }
        }
    }

    @Test
    void nothingIsKeptWhereALaterMacroWouldFindIt() {
        parameters().forEach((key, items) -> items.forEach(item -> assertFalse(item.isPersisted(), key)));
    }

    @Test
    void allChoicesThatAreOfferedAreUnderstood() {
        Map<String, List<ModuleItem<?>>> parameters = parameters();
        int choices = 0;
        for (Map.Entry<String, Consumer<String>> reader : READERS.entrySet())
            for (ModuleItem<?> item : parameters.get(reader.getKey()))
                for (Object choice : item.getChoices()) {
                    assertDoesNotThrow(() -> reader.getValue().accept((String) choice), reader.getKey());
                    choices++;
                }
        assertTrue(choices > 80, choices + " choices");
    }

    /** The parameters of the commands that work with chosen filters, as each of them shows these. */
    private static Map<String, List<ModuleItem<?>>> parameters() {
        Map<String, List<ModuleItem<?>>> parameters = new TreeMap<>();
        for (CommandInfo command : CONTEXT.service(CommandService.class).getCommands()) {
            if (!command.getDelegateClassName().startsWith(OwnCommands.class.getPackageName() + ".")) continue;
            if (command.getDelegateClassName().equals(ProbeCommand.class.getName())) continue;
            if (command.getInput("filters") == null) continue;
            for (ModuleItem<?> item : CommandInputs.of(command))
                if (MacroRecording.isKey(item))
                    parameters
                            .computeIfAbsent(item.getName(), k -> new ArrayList<>())
                            .add(item);
        }
        return parameters;
    }
}
