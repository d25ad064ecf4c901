package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jocl.CLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.command.CommandModule;
import sc.fiji.invertibility.FailingCommand;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.InputPlane;
import sc.fiji.invertibility.image.Pictures;

/** Whatever is thrown within a command, it ends with its outputs, with one sentence, or stopped. */
@Tag("locale")
class ThreeEndsTest {

    private static final String UNFORESEEN = "the work failed in a way that nobody foresaw: ";

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    @AfterEach
    void forget() {
        FailingCommand.how = null;
        FailingCommand.meanwhile = () -> {};
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IllegalArgumentException("keep: expected more"), "keep: expected more", false),
                Arguments.of(new IOException("it is no image"), "it is no image", false),
                Arguments.of(new NoSuchFileException("/a/b"), "no such file: /a/b", false),
                Arguments.of(new AccessDeniedException("/a/b"), "this file may not be read or written: /a/b", false),
                Arguments.of(new MalformedInputException(1), "a text file was expected, but this is none", false),
                Arguments.of(new OutOfDeviceMemory("too large", null), "too large", false),
                Arguments.of(
                        new DeviceFailure("GPU stopped", null),
                        "device: GPU stopped; try again, or choose Java, which runs on every computer",
                        true),
                Arguments.of(
                        new UncheckedIOException(
                                "cannot write the temporary file: No space left on device",
                                new IOException("No space left on device")),
                        "cannot write the temporary file: No space left on device",
                        true),
                Arguments.of(new UncheckedIOException(new NoSuchFileException("/a")), "no such file: /a", true),
                Arguments.of(
                        new IllegalStateException("the context is closed"), UNFORESEEN + "the context is closed", true),
                Arguments.of(new CLException("CL_INVALID_VALUE", -30), UNFORESEEN + "CL_INVALID_VALUE", true),
                Arguments.of(new NullPointerException(), UNFORESEEN + "NullPointerException", true),
                Arguments.of(new StackOverflowError(), UNFORESEEN + "StackOverflowError", true),
                Arguments.of(new NoClassDefFoundError("a/B"), UNFORESEEN + "a/B", true),
                Arguments.of(new AssertionError("never"), UNFORESEEN + "never", true));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatIsThrownBecomesOneSentence(Throwable thrown, String sentence, boolean failure) throws Exception {
        FailingCommand.how = thrown;
        CommandModule module = run(Map.of());
        assertTrue(module.isCanceled());
        assertEquals(sentence, module.getCancelReason());
        assertNull(module.getOutput("done"));
        assertEquals(failure, command(module).failure().isPresent(), "exit status 1, not 2");
    }

    @Test
    void otherwiseItIsDoneOrStopped() throws Exception {
        CommandModule module = run(Map.of());
        assertFalse(module.isCanceled());
        assertEquals("done", module.getOutput("done"));
        for (Exception stop : new Exception[] {
            new CancellationException(),
            new ClosedByInterruptException(),
            new UncheckedIOException(new ClosedByInterruptException())
        }) {
            FailingCommand.how = stop;
            module = run(Map.of());
            assertTrue(module.isCanceled());
            assertEquals("", module.getCancelReason());
            assertTrue(command(module).failure().isEmpty());
        }
    }

    @Test
    void aKeyIsHeldToItsBoundsAlsoWhereItIsNotUsed() throws Exception {
        assertEquals(
                "unused: expected a whole number of at least 1, but got -1",
                run(Map.of("unused", -1)).getCancelReason());
        assertEquals(
                "unused: expected a whole number of at most 5, but got 6",
                run(Map.of("unused", 6)).getCancelReason());
        CommandModule network = CONTEXT.run(
                ReconstructFromLayer.class,
                Map.of("image", Pictures.noise(24, 30, 20), "network", "VGG-16", "count", -1, "device", "Java"));
        assertEquals("count: expected a whole number of at least 1, but got -1", network.getCancelReason());
    }

    @Test
    void anImageKeepsItsPixelsWhileItIsWorkedOnAndNoLonger() throws Exception {
        ImagePlus image = Pictures.noise(8, 5, 4);
        FailingCommand.meanwhile = () -> {
            FailingCommand.meanwhile = image::flush;
            try {
                run(Map.of("image", image));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            image.flush();
            assertNotNull(image.getProcessor(), "another command is done with it, this one is not");
        };
        FailingCommand.how = null;
        assertEquals("done", run(Map.of("image", image)).getOutput("done"));
        assertNotNull(image.getProcessor());
        image.flush();
        assertNull(image.getProcessor());
    }

    @Test
    void aStackThatIsClosedMeanwhileIsStillRead() throws Exception {
        ImagePlus image = Pictures.hyperstack(16, 2, 3, 2);
        double expected = image.getStack().getVoxel(4, 3, image.getStackIndex(2, 3, 2) - 1);
        double[] seen = {0};
        FailingCommand.meanwhile = () -> {
            InputImage input = InputImage.of(image);
            image.flush();
            InputPlane plane = input.plane(3, 2);
            seen[0] = plane.restored(plane.x().getAt(4, 3, 1).get(), 1);
        };
        run(Map.of("image", image));
        assertEquals(expected, seen[0], 1e-2);
    }

    private static InvertibilityCommand command(CommandModule module) {
        return (InvertibilityCommand) module.getDelegateObject();
    }

    private static CommandModule run(Map<String, Object> inputs) throws Exception {
        return CONTEXT.run(FailingCommand.class, inputs);
    }
}
