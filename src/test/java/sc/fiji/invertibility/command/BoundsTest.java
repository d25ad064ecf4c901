package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import sc.fiji.invertibility.image.Pictures;

/** SciJava shows the least and the largest value of a parameter, but leaves it to the command to enforce them. */
class BoundsTest {

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    @TestFactory
    List<DynamicTest> everyKeyIsHeldToItsBounds() {
        List<DynamicTest> tests = new ArrayList<>();
        for (CommandInfo command : CONTEXT.service(CommandService.class).getCommands()) {
            if (!command.getDelegateClassName().startsWith(BoundsTest.class.getPackageName() + ".")) continue;
            if (command.getDelegateClassName().equals(ProbeCommand.class.getName())) continue;
            for (ModuleItem<?> key : CommandInputs.of(command)) {
                if (key.getMinimumValue() != null) tests.add(refused(command, key, number(key.getMinimumValue()) - 1));
                if (key.getMaximumValue() != null) tests.add(refused(command, key, number(key.getMaximumValue()) + 1));
            }
        }
        assertTrue(tests.size() > 30, "there are only " + tests.size() + " bounds");
        return tests;
    }

    private static DynamicTest refused(CommandInfo command, ModuleItem<?> key, double beyond) {
        String name = key.getName();
        return DynamicTest.dynamicTest(command.getTitle() + " " + name + "=" + beyond, () -> {
            Map<String, Object> inputs = new HashMap<>(Map.of(name, beyond));
            for (ModuleItem<?> other : CommandInputs.of(command)) {
                if (other.getName().equals("image")) inputs.put("image", Pictures.noise(8, 30, 20));
                if (other.getName().equals("device")) inputs.put("device", "Java");
                List<?> choices = other.getChoices();
                if (choices != null && choices.contains(NetworkSource.SINGLE))
                    inputs.put(other.getName(), NetworkSource.SINGLE);
            }
            CommandModule module = CONTEXT.service(CommandService.class)
                    .run(command, false, inputs)
                    .get();
            assertTrue(module.isCanceled(), "it was taken");
            String sentence = module.getCancelReason();
            assertEquals(name + ": expected ", sentence.substring(0, Math.min(sentence.length(), name.length() + 11)));
            assertTrue(sentence.contains("but got " + (long) beyond), sentence);
        });
    }

    private static double number(Object bound) {
        return ((Number) bound).doubleValue();
    }
}
