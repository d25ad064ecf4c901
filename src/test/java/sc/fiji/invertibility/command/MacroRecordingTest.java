package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import sc.fiji.invertibility.headless.PlainContext;

@Tag("locale")
class MacroRecordingTest {

    @Test
    void noKeyIsFoundInWhatWasRecordedBeforeIt() throws ClassNotFoundException {
        try (Context context = PlainContext.create()) {
            int commands = 0;
            for (CommandInfo info : context.service(CommandService.class).getCommands()) {
                if (!InvertibilityCommand.class.isAssignableFrom(info.loadDelegateClass())) continue;
                Module module = context.service(ModuleService.class).createModule(info);
                assertTrue(MacroRecording.of(module).isEmpty(), info.getTitle() + ": " + MacroRecording.of(module));
                for (ModuleItem<?> item : info.inputs()) change(module, item);
                StringBuilder options = new StringBuilder();
                MacroRecording.of(module).forEach((key, value) -> {
                    // what ImageJ's recorder refuses as a duplicate
                    assertFalse(
                            options.toString().contains(key + "="), info.getTitle() + ": " + key + " in " + options);
                    options.append(key).append('=').append(value).append(' ');
                });
                boolean parameters = !MacroRecording.all(module).isEmpty();
                assertEquals(parameters, options.length() > 0, info.getTitle());
                commands++;
            }
            assertTrue(commands > 10, commands + " commands");
        }
    }

    @Test
    void onlyWhatDiffersFromTheDefaultsIsRecorded() {
        try (Context context = PlainContext.create()) {
            CommandInfo info = context.service(CommandService.class).getCommand(ShowFilters.class);
            Module module = context.service(ModuleService.class).createModule(info);
            module.setInput("weights", new File("C:\\data\\vgg16.caffemodel"));
            module.setInput("zoom", 3);
            Map<String, String> options = MacroRecording.of(module);
            assertEquals(List.of("weights", "zoom"), List.copyOf(options.keySet()));
            assertEquals("C:\\\\data\\\\vgg16.caffemodel", options.get("weights"));
            assertEquals("3", options.get("zoom"));
        }
    }

    private static void change(Module module, ModuleItem<?> item) {
        Object value = module.getInput(item.getName());
        Object other = value instanceof Integer number
                ? (Object) (number + 1)
                : value instanceof Long number
                        ? (Object) (number + 1)
                        : value instanceof Double number
                                ? (Object) (number / 2)
                                : value instanceof Boolean flag
                                        ? (Object) !flag
                                        : value instanceof String text
                                                ? text + "x"
                                                : item.getType() == File.class ? new File("a") : null;
        if (other != null) module.setInput(item.getName(), other);
    }
}
