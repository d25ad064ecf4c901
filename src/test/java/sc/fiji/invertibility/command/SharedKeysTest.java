package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import sc.fiji.invertibility.headless.PlainContext;
import sc.fiji.invertibility.image.FilterView;
import sc.fiji.invertibility.network.ImageNetResize;

/** Each command declares all its keys itself, in the order of its dialog: what several share has to stay alike. */
class SharedKeysTest {

    private static final Map<String, Consumer<String>> READERS = Map.ofEntries(
            Map.entry("network", Choice.NETWORK::of),
            Map.entry("filters", FilterFamily::of),
            Map.entry("preprocessing", NetworkSource::requirePreprocessing),
            Map.entry("resize", ImageNetResize::of),
            Map.entry("range", Choice.SCALING_OF_VALUES::of),
            Map.entry("activation", Choice.ACTIVATION::of),
            Map.entry("unpooling", Choice.UNPOOLING::of),
            Map.entry("method", Choice.METHOD::of),
            Map.entry("step", Choice.STEP::of),
            Map.entry("scaling", Choice.SCALING::of),
            Map.entry("view", view -> FilterView.named(view, 1)));

    @Test
    void whatSeveralDialogsAskForLooksTheSameInAll() {
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
            List<ModuleItem<?>> items = keys().get(key);
            assertTrue(items.size() > 1, key);
            for (ModuleItem<?> item : items) {
                assertEquals(items.get(0).getLabel(), item.getLabel(), key);
                assertEquals(items.get(0).getType(), item.getType(), key);
                assertEquals(items.get(0).isRequired(), item.isRequired(), key);
                assertEquals(items.get(0).isPersisted(), item.isPersisted(), key);
            }
        }
    }

    @Test
    void onlyTheFileOfWeightsIsKeptForTheNextDialog() {
        keys().forEach((key, items) ->
                items.forEach(item -> assertEquals(key.equals("weights"), item.isPersisted(), key)));
    }

    @Test
    void allChoicesThatAreOfferedAreUnderstood() {
        int choices = 0;
        for (Map.Entry<String, Consumer<String>> reader : READERS.entrySet())
            for (ModuleItem<?> item : keys().get(reader.getKey()))
                for (Object choice : item.getChoices()) {
                    assertDoesNotThrow(() -> reader.getValue().accept((String) choice), reader.getKey());
                    choices++;
                }
        assertTrue(choices > 80, choices + " choices");
    }

    /** The keys of the commands that work with chosen filters, as each that has a key declares it. */
    private static Map<String, List<ModuleItem<?>>> keys() {
        Map<String, List<ModuleItem<?>>> keys = new TreeMap<>();
        try (Context context = PlainContext.create()) {
            for (CommandInfo command : context.service(CommandService.class).getCommands()) {
                if (!command.getDelegateClassName().startsWith(OwnCommands.class.getPackageName() + ".")) continue;
                if (command.getDelegateClassName().equals(ProbeCommand.class.getName())) continue;
                if (command.getInput("filters") == null) continue;
                for (ModuleItem<?> item : command.inputs())
                    if (RecordedKeys.isKey(item))
                        keys.computeIfAbsent(item.getName(), k -> new ArrayList<>())
                                .add(item);
            }
        }
        return keys;
    }
}
