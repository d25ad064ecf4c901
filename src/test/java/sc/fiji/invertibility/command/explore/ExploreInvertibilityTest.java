package sc.fiji.invertibility.command.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.headless.PlainContext;
import sc.fiji.invertibility.image.Pictures;
import sc.fiji.invertibility.network.KnownNetworks;

class ExploreInvertibilityTest {

    private final Context context = PlainContext.create();
    private final CommandService commands = context.service(CommandService.class);

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void withoutAScreenItSaysWhatToDoInstead() throws Exception {
        CommandModule module = commands.run(
                        ExploreInvertibility.class, false, Map.of("image", Pictures.noise(8, 20, 20)))
                .get();
        assertTrue(module.isCanceled());
        assertTrue(module.getCancelReason().contains("Reconstruct From Layer"), module.getCancelReason());
    }

    @Test
    void itStandsInTheMenu() {
        assertEquals(
                List.of("Plugins", "CNN Invertibility", "Explore Invertibility..."),
                commands.getCommand(ExploreInvertibility.class).getMenuPath().stream()
                        .map(entry -> entry.getName())
                        .toList());
        assertFalse(commands.getCommand(ExploreInvertibility.class).canRunHeadless());
    }

    @Test
    void whatIsMadeJoinsTheTableOfResults() throws Exception {
        Analyzer.setResultsTable(new ResultsTable());
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        new CommandImages(commands, Pictures.noise(8, 20, 20))
                .make(Settings.initial().withCount(2).withSize(3), said::add);
        assertEquals("Done: see the new windows of noise.tif", News.next(said));
        ResultsTable results = ResultsTable.getResultsTable();
        assertEquals(1, results.size());
        assertEquals("noise.tif", results.getStringValue("image", 0));
    }

    @Test
    void imagesAreMadeByTheCommandAndItsRefusalIsTold() throws Exception {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        new CommandImages(commands, Pictures.noise(8, 20, 20))
                .make(Settings.initial().withPool(16).withSize(15).withCount(1).withKeep(0), said::add);
        assertTrue(News.next(said).startsWith("keep: "));
        new CommandImages(commands, Pictures.hyperstack(8, 2, 1, 1))
                .make(
                        Settings.initial()
                                .withFilters(NetworkFilters.random(KnownNetworks.named("VGG-16")))
                                .withIterations(1),
                        said::add);
        String sentence = News.next(said);
        assertTrue(sentence.startsWith("image: ") || sentence.startsWith("There is no command"), sentence);
    }
}
