package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of the paper's measurements, at its smallest: random filters, few draws, small pictures. */
class ReproduceTest {

    @TempDir
    private static Path folder;

    private static final ByteArrayOutputStream OUT = new ByteArrayOutputStream();
    private static final ByteArrayOutputStream ERR = new ByteArrayOutputStream();

    @BeforeAll
    static void writeAReport() {
        assertEquals(0, run(), ReproduceTest::err);
    }

    @Test
    void setsMeasurementsBesideThePaper() throws IOException {
        String report = Files.readString(folder.resolve(Report.FILE));
        List<String> lines = report.lines().toList();
        assertAll(
                () -> assertTrue(lines.contains("## Figure 2: model-RIP in one dimension (section 4.2)")),
                () -> assertEquals(
                        "centred at 1", cells(lines, "‖Wᵀz‖/‖z‖ | 2 (a)").get(2)),
                () -> assertEquals(1, mean(cells(lines, "‖Wᵀz‖/‖z‖ | 2 (a)").get(3)), 0.05),
                () -> assertEquals("0.122", cells(lines, "conv1_2").get(1), "table 3"),
                () -> assertEquals(0.146, mean(cells(lines, "conv1_2").get(2)), 0.03),
                () -> assertEquals("0.1996", cells(lines, "conv1").get(1), "table 6"),
                () -> assertTrue(
                        mean(cells(lines, "Gaussian, single layer on the image | 3")
                                        .get(3))
                                < 1,
                        "the duality gap"),
                () -> assertTrue(
                        cells(lines, "Proposition 1").get(3).startsWith("**holds here**"),
                        () -> "" + cells(lines, "Proposition 1")),
                () -> assertTrue(
                        cells(lines, "Table 1").get(3).startsWith("**not measured**"),
                        () -> "" + cells(lines, "Table 1")),
                () -> assertTrue(
                        cells(lines, "Lemma B.2").get(3).startsWith("**holds here**"),
                        () -> "" + cells(lines, "Lemma B.2")),
                () -> assertTrue(
                        cells(lines, "Lemma B.4")
                                .get(3)
                                .contains("**holds here**: where δ_2k < 1 is proven (M = 1024, k = 1)"),
                        () -> "" + cells(lines, "Lemma B.4")),
                () -> assertTrue(report.contains("Left out: no folder with Kodak's photos was given")),
                () -> assertTrue(report.contains("Left out: no weights that reach above pool1 were given.")),
                () -> assertTrue(report.contains("Left out: no folder of CIFAR-10 was given")),
                () -> assertFalse(report.contains("Failed:"), report));
    }

    @Test
    void givesTheSameReportAgainButForTheTimings() throws IOException {
        String first = untimed();
        Files.delete(folder.resolve(Report.FILE));
        Files.delete(folder.resolve("runs/rip-1d").resolve(RunRecord.FILE));
        assertEquals(0, run(), ReproduceTest::err);
        assertEquals(first, untimed());
        // A later chapter uses the same run.
        String first1d = err().lines()
                .filter(line -> line.startsWith("rip-1d ..."))
                .findFirst()
                .orElseThrow();
        assertFalse(first1d.endsWith("done before"), "measured again");
        assertTrue(err().contains("recovery-random ... done before"), ReproduceTest::err);
    }

    @Test
    void aReportOfSomeChaptersHasNoOthers() throws IOException {
        String whole = Files.readString(folder.resolve(Report.FILE));
        try {
            assertEquals(0, run("weights=", "chapters=proposition, lemmas"), ReproduceTest::err);
            List<String> headings = Files.readString(folder.resolve(Report.FILE))
                    .lines()
                    .filter(line -> line.startsWith("## "))
                    .toList();
            assertEquals(
                    List.of(
                            "## What the paper claims, and what this run finds",
                            "## " + PropositionChapter.TITLE,
                            "## " + LemmaChapter.TITLE,
                            "## Timings"),
                    headings);
        } finally {
            Files.writeString(folder.resolve(Report.FILE), whole);
        }
    }

    @Test
    void showsPicturesThatLieBesideIt() throws IOException {
        List<String> pictures = Files.readString(folder.resolve(Report.FILE))
                .lines()
                .filter(line -> line.startsWith("!["))
                .map(line -> line.substring(line.lastIndexOf('(') + 1, line.length() - 1))
                .toList();
        assertTrue(pictures.contains("pictures/figure-2.png"), pictures::toString);
        for (String picture : pictures) assertTrue(Files.size(folder.resolve(picture)) > 0, picture);
    }

    @Test
    void isNoPartOfThePluginsJar() {
        assertNotEquals(home(Runner.class), home(Reproduce.class));
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void refusesInOneSentence() {
        assertEquals(2, run("weights=" + folder.resolve("none.npz")));
        assertEquals("error: weights: no such file: " + folder.resolve("none.npz"), err().strip());
        assertEquals(2, run("weight=a"));
        assertTrue(err().contains("unknown parameter 'weight'"), ReproduceTest::err);
        assertEquals(2, run("weights=", "chapters=lemma"));
        assertTrue(
                err().startsWith("error: chapters: unknown chapter 'lemma'") && err().contains("lemmas, theory"),
                ReproduceTest::err);
    }

    private static int run(String... more) {
        OUT.reset();
        ERR.reset();
        PrintStream error = new PrintStream(ERR, true, StandardCharsets.UTF_8);
        String[] words = {
            "home=" + Path.of("").toAbsolutePath(),
            "images=",
            "banks=",
            "decoders=",
            "kodak=",
            "cifar=",
            "out=" + folder
        };
        String[] all = Stream.concat(
                        Arrays.stream(words), Arrays.stream(more.length == 0 ? new String[] {"weights="} : more))
                .toArray(String[]::new);
        return new Reproduce(
                        new PrintStream(OUT, true, StandardCharsets.UTF_8), error, ReportScale.TINY, ReportScale.TINY)
                .execute(all);
    }

    /** The cells of the first row that begins so. */
    private static List<String> cells(List<String> lines, String first) {
        String row = lines.stream()
                .filter(line -> line.startsWith("| " + first + " |"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + first + " in " + String.join("\n", lines)));
        return List.of(row.substring(2, row.length() - 2).split(" \\| ", -1));
    }

    private static double mean(String spread) {
        return Double.parseDouble(spread.split(" ")[0]);
    }

    private static String untimed() throws IOException {
        String report = Files.readString(folder.resolve(Report.FILE));
        return report.substring(0, report.indexOf("## Timings"));
    }

    private static String err() {
        return ERR.toString(StandardCharsets.UTF_8);
    }
}
