package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import sc.fiji.invertibility.headless.PlainContext;

class MacroRecordingTest {

    @Test
    void noKeyIsFoundInWhatWasRecordedBeforeIt() {
        try (Context context = PlainContext.create()) {
            int commands = 0;
            for (CommandInfo info : context.service(CommandService.class).getCommands()) {
                if (!info.getDelegateClassName().startsWith(MacroRecording.class.getPackageName() + ".")) continue;
                StringBuilder options = new StringBuilder();
                MacroRecording.of(context.service(ModuleService.class).createModule(info))
                        .forEach((key, value) -> {
                            // what ImageJ's recorder refuses as a duplicate
                            assertFalse(
                                    options.toString().contains(key + "="),
                                    info.getTitle() + ": " + key + " in " + options);
                            options.append(key).append('=').append(value).append(' ');
                        });
                commands++;
            }
            assertTrue(commands > 10, commands + " commands");
        }
    }

    @Test
    void allThatHasAValueIsRecordedButTheImage() {
        try (Context context = PlainContext.create()) {
            CommandInfo info = context.service(CommandService.class).getCommand(ShowFilters.class);
            Module module = context.service(ModuleService.class).createModule(info);
            module.setInput("weights", new File("C:\\data\\vgg16.caffemodel"));
            module.setInput("zoom", 3);
            Map<String, String> options = MacroRecording.of(module);
            assertEquals(
                    List.of("filters", "weights", "count", "channels", "size", "seed", "view", "channel", "zoom"),
                    List.copyOf(options.keySet()));
            assertEquals("Gaussian random", options.get("filters"));
            assertEquals("C:\\\\data\\\\vgg16.caffemodel", options.get("weights"));
            assertEquals("3", options.get("zoom"));
        }
    }
}
