package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandModuleItem;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;

class CommandInputsTest {

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    private abstract static class Parent implements Command {
        @Parameter(min = "1", description = "Of the parent.")
        int first = 1;

        @Parameter
        int second;

        @Parameter
        int third;

        @Parameter(choices = {"a", "b"})
        String choice = "a";
    }

    @Redefine(parameter = "first", label = "One", description = "Of the child.", min = "2")
    @Redefine(
            parameter = "choice",
            choices = {"b"})
    @Redefine(parameter = "second", visibility = ItemVisibility.INVISIBLE)
    @Without("third")
    private abstract static class Child extends Parent {
        @Position(before = "first")
        @Parameter
        int before;

        @Parameter
        int following;

        @Position(after = "second")
        @Parameter
        int after;
    }

    @Redefine(parameter = "first", description = "Of the grandchild.")
    private static final class Grandchild extends Child {
        @Parameter
        int own;

        @Override
        public void run() {}
    }

    private static final class Misplaced extends Parent {
        @Position(after = "nothing")
        @Parameter
        int own;

        @Override
        public void run() {}
    }

    @Test
    void parametersStandWhereTheirPositionsSayAndHiddenOnesLast() {
        assertEquals(
                List.of("before", "following", "first", "after", "choice", "own", "second"),
                names(CommandInputs.of(new CommandInfo(Grandchild.class)).stream()));
    }

    @Test
    void theNearestRedefinitionOfAParameterHolds() {
        Map<String, ModuleItem<?>> inputs = new HashMap<>();
        for (ModuleItem<?> item : CommandInputs.of(new CommandInfo(Grandchild.class))) inputs.put(item.getName(), item);
        ModuleItem<?> first = inputs.get("first");
        assertEquals("Of the grandchild.", first.getDescription());
        assertEquals(1, first.getMinimumValue());
        assertNull(first.getChoices());
        assertEquals(List.of("b"), inputs.get("choice").getChoices());
        assertEquals(ItemVisibility.INVISIBLE, inputs.get("second").getVisibility());
    }

    @Test
    void aPositionBesideAnUnknownParameterIsAnError() {
        CommandInfo info = new CommandInfo(Misplaced.class);
        String message = assertThrows(IllegalStateException.class, () -> CommandInputs.of(info))
                .getMessage();
        assertTrue(message.endsWith("has a position beside 'nothing', which is not inherited"), message);
    }

    static Stream<CommandInfo> commands() {
        return CONTEXT.service(CommandService.class).getCommands().stream()
                .filter(info -> info.getDelegateClassName().startsWith(OwnCommands.class.getPackageName() + "."))
                .filter(info -> !info.getDelegateClassName().equals(ProbeCommand.class.getName()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void redefinitionsNameInheritedParametersAndDefaultsAreAmongTheChoices(CommandInfo info) throws Exception {
        for (Class<?> type = info.loadDelegateClass(); type != null; type = type.getSuperclass()) {
            for (Redefine each : type.getDeclaredAnnotationsByType(Redefine.class))
                assertNotNull(info.getInput(each.parameter()), type + " redefines " + each.parameter());
            Without without = type.getDeclaredAnnotation(Without.class);
            if (without != null)
                for (String name : without.value()) assertNotNull(info.getInput(name), type + " is without " + name);
        }
        CommandModule module = new CommandModule(info);
        for (ModuleItem<?> item : CommandInputs.of(info))
            if (item.getChoices() != null)
                assertTrue(item.getChoices().contains(module.getInput(item.getName())), item.getName());
    }

    /** SciJava's dialog, which is shown where the plugin's own cannot be, asks for all inputs that are not resolved. */
    @ParameterizedTest
    @MethodSource("commands")
    void scijavasOwnDialogAsksForTheSameParameters(CommandInfo info) throws Exception {
        CommandModule module = new CommandModule(info);
        new HiddenInputs().process(module);
        Set<String> asked = new HashSet<>(names(stream(info).filter(item -> !module.isInputResolved(item.getName()))));
        assertEquals(new HashSet<>(names(CommandInputs.of(info).stream().filter(MacroRecording::isShown))), asked);
    }

    @Test
    void whatAllCommandsWithFiltersShareIsDeclaredOnce() {
        Map<String, Set<Field>> fields = new HashMap<>();
        commands()
                .filter(info -> info.getInput("filters") != null)
                .flatMap(CommandInputsTest::stream)
                .forEach(item -> fields.computeIfAbsent(item.getName(), key -> new HashSet<>())
                        .add(((CommandModuleItem<?>) item).getField()));
        for (String name : List.of(
                "image",
                "network",
                "filters",
                "weights",
                "layer",
                "preprocessing",
                "resize",
                "range",
                "count",
                "size",
                "seed",
                "device"))
            assertEquals(1, fields.get(name).size(), () -> fields.get(name).toString());
    }

    private static Stream<ModuleItem<?>> stream(CommandInfo info) {
        Stream.Builder<ModuleItem<?>> items = Stream.builder();
        info.inputs().forEach(items::add);
        return items.build();
    }

    private static List<String> names(Stream<ModuleItem<?>> items) {
        return items.map(ModuleItem::getName).toList();
    }
}
