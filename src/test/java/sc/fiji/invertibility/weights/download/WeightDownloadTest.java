package sc.fiji.invertibility.weights.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.weights.WeightsException;
import sc.fiji.invertibility.weights.download.DownloadedWeights.Origin;

/** Whatever the server does, the folder holds the complete file, nothing, or a part that can be continued. */
@Timeout(30)
class WeightDownloadTest {

    private static final int LENGTH = 300_000;

    @TempDir
    Path folder;

    private final byte[] file = bytes(LENGTH, 1);
    private Publisher publisher;

    @BeforeEach
    void open() throws IOException {
        publisher = new Publisher(file);
    }

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void theFileArrivesWithItsRecord() throws Exception {
        List<Double> progress = new ArrayList<>();
        DownloadedWeights result = WeightDownload.of(published("SHA-256")).into(folder, new Monitor() {
            @Override
            public void progress(double fraction, String message) {
                progress.add(fraction);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        });
        assertEquals(
                new DownloadedWeights(
                        folder.resolve("file.bin"), LENGTH, hash(file, "SHA-256"), "SHA-256", Origin.DOWNLOADED),
                result);
        assertWhole();
        assertEquals(progress.stream().sorted().toList(), progress);
        assertEquals(1, progress.get(progress.size() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "SHA-1", "MD5"})
    void everyKindOfChecksumIsComparedAndNamed(String algorithm) throws Exception {
        assertEquals(algorithm, fetch(published(algorithm)).checked());
    }

    @Test
    void aFewDigitsAreCalledAFewDigits() throws Exception {
        String digits = hash(file, "SHA-256").substring(0, 8);
        PublishedWeights known = published(OptionalLong.empty(), "SHA-256:" + digits);
        assertEquals("the first 8 of 64 digits of SHA-256", fetch(known).checked());
        assertEquals(
                "nothing",
                fetchInto("other", published(OptionalLong.empty(), null)).checked());
    }

    @Test
    void aWrongChecksumLeavesNothing() {
        for (String algorithm : List.of("SHA-256", "SHA-1", "MD5")) {
            String wrong = algorithm + ":"
                    + "0123456789abcdef"
                            .repeat(4)
                            .substring(0, hash(file, algorithm).length());
            String message = refused(published(OptionalLong.of(LENGTH), wrong));
            assertTrue(message.contains(algorithm) && message.contains(hash(file, algorithm)), message);
            assertEquals(Set.of(), names());
        }
    }

    @Test
    void aCutConnectionIsContinuedWhereItEnded() throws Exception {
        publisher.in(Publisher.cutAfter(100_000, "\"1\""));
        String message = refused(published("SHA-256"));
        assertTrue(message.contains("connection was cut after 0.1 of 0.3 MB"), message);
        assertEquals(Set.of("file.bin.part", "file.bin.part.from"), names());
        assertEquals(100_000, Files.size(folder.resolve("file.bin.part")));

        publisher.in(Publisher.ranges("\"1\""));
        assertEquals(Origin.RESUMED, fetch(published("SHA-256")).origin());
        assertEquals("/file.bin bytes=100000- \"1\"", publisher.requests.get(1));
        assertEquals(2, publisher.requests.size());
        assertWhole();
    }

    @Test
    void aFileThatChangedInTheMeantimeIsFetchedAnew() throws Exception {
        publisher.offering(bytes(LENGTH, 2)).in(Publisher.cutAfter(100_000, "\"old\""));
        refused(published("SHA-256"));

        publisher.offering(file).in(Publisher.ranges("\"new\""));
        assertEquals(Origin.DOWNLOADED, fetch(published("SHA-256")).origin());
        assertWhole();
    }

    @Test
    void aServerThatAnswersWithAnotherVersionIsAskedForAllOfIt() throws Exception {
        publisher.offering(bytes(LENGTH, 2)).in(Publisher.cutAfter(100_000, "\"old\""));
        refused(published("SHA-256"));

        publisher.offering(file).in(Publisher.rangesOfAnyVersion("\"new\""));
        assertEquals(Origin.DOWNLOADED, fetch(published("SHA-256")).origin());
        assertEquals(3, publisher.requests.size());
        assertWhole();
    }

    @Test
    void aServerWithoutRangesSendsAllOfItAgain() throws Exception {
        publisher.in(Publisher.cutAfter(100_000, "\"1\""));
        refused(published("SHA-256"));

        publisher.in(Publisher::whole);
        assertEquals(Origin.DOWNLOADED, fetch(published("SHA-256")).origin());
        assertEquals(2, publisher.requests.size());
        assertWhole();
    }

    @Test
    void withoutVersionAndChecksumNothingIsContinued() throws Exception {
        PublishedWeights unknown = published(OptionalLong.empty(), null);
        publisher.in(Publisher.cutAfter(100_000, "W/\"weak\""));
        refused(unknown);

        publisher.in(Publisher.ranges("W/\"weak\""));
        assertEquals(Origin.DOWNLOADED, fetch(unknown).origin());
        assertEquals("/file.bin null null", publisher.requests.get(1));
        assertWhole();
    }

    @Test
    void onlyTheNameIsMissingFromAFileThatIsAllThere() throws Exception {
        for (OptionalLong size : List.of(OptionalLong.of(LENGTH), OptionalLong.empty())) {
            publisher.in(Publisher.cutAfter(100_000, "\"1\""));
            refused(published("SHA-256"));
            Files.write(folder.resolve("file.bin.part"), file);
            publisher.in(Publisher.ranges("\"1\""));
            PublishedWeights known = published(size, "SHA-256:" + hash(file, "SHA-256"));
            assertEquals(Origin.RESUMED, fetch(known).origin());
            assertWhole();
            Files.delete(folder.resolve("file.bin"));
        }
    }

    @Test
    void aPartOfUnknownOriginIsNotTrusted() throws Exception {
        Files.write(folder.resolve("file.bin.part"), bytes(1000, 5));
        publisher.in(Publisher.ranges("\"1\""));
        assertEquals(Origin.DOWNLOADED, fetch(published("SHA-256")).origin());
        assertWhole();
    }

    @ParameterizedTest
    @CsvSource({
        "404, is not there any more", "403, refuses to give", "500, has a fault", "429, too many requests",
        "204, status 204", "206, status 206", "304, status 304", "416, status 416"
    })
    void aStatusOtherThanSuccessIsSaid(int status, String words) {
        publisher.in(
                status < 300 || status == 304
                        ? (request, all) -> request.sendResponseHeaders(status, -1)
                        : Publisher.status(status));
        String message = refused(published("SHA-256"));
        assertTrue(message.contains(words), message);
        assertEquals(Set.of(), names());
    }

    @Test
    void aRedirectionOnThisMachineIsFollowed() throws Exception {
        publisher.in(Publisher.redirect("/moved.bin", Publisher::whole));
        fetch(published("SHA-256"));
        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/moved.bin",
                "ftp://127.0.0.1/moved.bin",
                "file:///etc/passwd",
                "http://127.0.0.1.example.org/moved.bin",
                "https://user:secret@example.org/",
                "::",
                ""
            })
    void aRedirectionToAnUnsafePlaceIsNotFollowed(String place) {
        publisher.in(Publisher.redirect(place, Publisher::whole));
        String message = refused(published("SHA-256"));
        assertTrue(message.contains("redirected to where it cannot be followed"), message);
        assertEquals(Set.of(), names());
    }

    @Test
    void redirectionsEnd() {
        publisher.in(Publisher.redirect("/file.bin", Publisher::whole));
        String message = refused(published("SHA-256"));
        assertTrue(message.contains("redirected more than 5 times"), message);
    }

    @Test
    void aBodyLongerThanTheFileIsNotTaken() {
        publisher.in(Publisher.unannounced(2));
        String message = refused(published("SHA-256"));
        assertTrue(message.contains("more than the " + LENGTH + " bytes"), message);
        assertEquals(Set.of(), names());
    }

    @Test
    void aBodyWithoutLengthIsTakenAsItIs() throws Exception {
        publisher.in(Publisher.unannounced(1));
        fetch(published(OptionalLong.empty(), "MD5:" + hash(file, "MD5")));
        assertWhole();
    }

    @Test
    void anotherSizeThanPublishedIsRefusedBeforeItComes() {
        publisher.offering(bytes(LENGTH + 1, 1));
        String message = refused(published("SHA-256"));
        assertTrue(message.contains("announces 300001 bytes, expected 300000"), message);
        assertEquals(Set.of(), names());
    }

    @Test
    void aBodyShorterThanPublishedCountsAsCut() {
        publisher.offering(bytes(10, 1)).in(Publisher.unannounced(1));
        String message = refused(published("SHA-256"));
        assertTrue(message.contains("connection was cut"), message);
    }

    @Test
    void silenceIsNotWaitedForForEver() {
        publisher.in(Publisher.silentAfter(100_000));
        WeightDownload download = new WeightDownload(published("SHA-256"), Duration.ofMillis(300));
        String message = assertThrows(WeightsException.class, () -> download.into(folder, Monitor.NONE))
                .getMessage();
        assertTrue(message.contains("the server stopped sending after 0.1 of 0.3 MB"), message);
    }

    @Test
    void aServerThatDripsIsNotWaitedForForEver() throws Exception {
        publisher.in(Publisher.dripping(20));
        WeightDownload download = new WeightDownload(published("SHA-256"), Duration.ofMillis(300));
        String message = assertThrows(WeightsException.class, () -> download.into(folder, Monitor.NONE))
                .getMessage();
        assertTrue(message.contains("the server sends less than 1 kB a second after 0.0 of 0.3 MB"), message);
        assertEquals(Set.of("file.bin.part", "file.bin.part.from"), names());

        publisher.in(Publisher.ranges("\"1\""));
        assertEquals(Origin.RESUMED, fetch(published("SHA-256")).origin());
        assertWhole();
    }

    @Test
    void anAnswerWhoseHeadDripsIsNotWaitedForForEver() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread drip = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        socket.getOutputStream().write("X: y\r\n".getBytes(StandardCharsets.US_ASCII));
                        Thread.sleep(20);
                    }
                } catch (IOException | InterruptedException hungUp) {
                    // As it should be.
                }
            });
            drip.start();
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/file.bin");
            PublishedWeights known =
                    new PublishedWeights("Test", "VGG-16", url, OptionalLong.empty(), Optional.empty(), "none");
            WeightDownload download = new WeightDownload(known, Duration.ofMillis(300));
            String message = assertThrows(WeightsException.class, () -> download.into(folder, Monitor.NONE))
                    .getMessage();
            assertTrue(message.contains("the server does not answer"), message);
            drip.join();
        }
    }

    /** Wherever it strikes: in asking, in waiting, in writing, in the checksum. */
    @Test
    void anInterruptEndsItAndIsKept() throws Exception {
        Random random = new Random(11);
        Thread downloading = Thread.currentThread();
        int stopped = 0;
        for (int i = 0; i < 100; i++) {
            Path place = Files.createDirectory(folder.resolve("try" + i));
            long nanos = random.nextInt(12_000_000);
            Thread interrupter = new Thread(() -> {
                LockSupport.parkNanos(nanos);
                downloading.interrupt();
            });
            interrupter.start();
            try {
                WeightDownload.of(published("SHA-256")).into(place, Monitor.NONE);
            } catch (CancellationException e) {
                assertTrue(Thread.currentThread().isInterrupted(), "the interrupt was swallowed after " + nanos);
                stopped++;
            } finally {
                while (interrupter.isAlive()) Thread.onSpinWait();
                assertTrue(Thread.interrupted(), "the interrupt was lost after " + nanos);
            }
        }
        assertTrue(stopped > 10, stopped + " of 100 were stopped");
    }

    @Test
    void theUserStopsIt() throws Exception {
        publisher.in(Publisher.silentAfter(100_000));
        long[] seen = {0};
        Monitor impatient = new Monitor() {
            @Override
            public void progress(double fraction, String message) {
                if (fraction > 0.3) seen[0]++;
            }

            @Override
            public boolean cancelled() {
                return seen[0] > 0;
            }
        };
        assertThrows(
                CancellationException.class,
                () -> WeightDownload.of(published("SHA-256")).into(folder, impatient));
        assertEquals(Set.of("file.bin.part", "file.bin.part.from"), names());

        publisher.in(Publisher.ranges("\"1\""));
        assertEquals(Origin.RESUMED, fetch(published("SHA-256")).origin());
        assertWhole();
    }

    @Test
    void stoppedBeforeAnAnswerItLeavesNothing() {
        Monitor stop = new Monitor() {
            @Override
            public void progress(double fraction, String message) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThrows(
                CancellationException.class,
                () -> WeightDownload.of(published("SHA-256")).into(folder, stop));
        assertEquals(Set.of(), names());
    }

    @Test
    void noServerIsSaid() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        PublishedWeights nowhere = new PublishedWeights(
                "Test",
                "VGG-16",
                URI.create("http://localhost:" + free + "/file.bin"),
                OptionalLong.empty(),
                Optional.empty(),
                "none");
        String message = refused(nowhere);
        assertTrue(message.contains("the server refuses the connection"), message);
        assertEquals(Set.of(), names());
    }

    @Test
    void aFileThatIsThereIsCheckedAndNeverReplaced() throws Exception {
        Files.write(folder.resolve("file.bin"), file);
        assertEquals(Origin.ALREADY_THERE, fetch(published("SHA-256")).origin());
        byte[] own = bytes(LENGTH, 9);
        Files.write(folder.resolve("file.bin"), own);
        String message = refused(published("SHA-256"));
        assertTrue(message.contains("is there already, but the file is not the published one"), message);
        assertArrayEquals(own, Files.readAllBytes(folder.resolve("file.bin")));
        assertEquals(List.of(), publisher.requests);
    }

    @Test
    void twoDownloadsOfOneFileDoNotMix() throws Exception {
        Path part = folder.resolve("file.bin.part");
        try (FileChannel other = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertTrue(lock.isValid());
            String message = refused(published("SHA-256"));
            assertTrue(message.contains("another download of this file is running"), message);
        }
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        Path nowhere = folder.resolve("nowhere");
        String message = assertThrows(
                        WeightsException.class,
                        () -> WeightDownload.of(published("MD5")).into(nowhere, Monitor.NONE))
                .getMessage();
        assertTrue(message.startsWith(nowhere + ": no such folder"), message);
    }

    private DownloadedWeights fetch(PublishedWeights known) throws IOException {
        return WeightDownload.of(known).into(folder, Monitor.NONE);
    }

    private DownloadedWeights fetchInto(String name, PublishedWeights known) throws IOException {
        return WeightDownload.of(known).into(Files.createDirectory(folder.resolve(name)), Monitor.NONE);
    }

    /** The one sentence of a refusal. */
    private String refused(PublishedWeights known) {
        String message =
                assertThrows(WeightsException.class, () -> fetch(known)).getMessage();
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private void assertWhole() throws IOException {
        assertArrayEquals(file, Files.readAllBytes(folder.resolve("file.bin")));
        assertEquals(Set.of("file.bin"), names());
    }

    private Set<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private PublishedWeights published(String algorithm) {
        return published(OptionalLong.of(LENGTH), algorithm + ":" + hash(file, algorithm));
    }

    private PublishedWeights published(OptionalLong size, String checksum) {
        return new PublishedWeights(
                "Test",
                "VGG-16",
                publisher.url(),
                size,
                Optional.ofNullable(checksum).map(Checksum::parse),
                "none");
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Arrays.copyOf(bytes, length);
    }

    private static String hash(byte[] bytes, String algorithm) {
        MessageDigest digest = Checksum.digest(algorithm);
        return HexFormat.of().formatHex(digest.digest(bytes));
    }
}
