package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import sc.fiji.invertibility.Shared;

/** With the filters of VGG-16 that lie beside the project, and a training of a second. */
class DecoderTrainingTest {

    @TempDir
    Path folder;

    @Test
    void trainedDecodersAreMeasuredOnPhotosThatTheyHaveNotSeen() throws Exception {
        ReportInputs.Trained vgg = ReportInputs.Trained.of(Shared.file("weights/vgg16/vgg16_conv1-2_f32.safetensors"));
        Path learnt = copy("imagenet/n01440764_tench.JPEG", "learnt/tench.jpg").getParent();
        Path kodak = copy("photos/kodak_23.png", "kodak/kodak_23.png").getParent();
        String page = write(vgg, learnt, kodak);
        assertTrue(page.contains("Those for VGG-16's pool1, VGG-16's pool2 were trained in this run"), page);
        for (String pool : List.of("pool1", "pool2")) {
            for (String space : List.of("activation", "image")) {
                String row = "| VGG-16, trained here | " + pool + " | " + space + " | ";
                List<String> rows =
                        page.lines().filter(line -> line.startsWith(row)).toList();
                assertEquals(1, rows.size(), page);
                String learned = rows.get(0).substring(row.length()).split(" \\| ")[0];
                // The weights end with conv2_2, below the filters that would bring pool2 back.
                assertEquals(pool.equals("pool2"), learned.equals("no filters above"), rows.get(0));
            }
            assertTrue(Files.exists(folder.resolve("out/decoders/vgg16-" + pool + ".safetensors")));
        }
        assertTrue(Files.exists(folder.resolve("out/pictures/figure-5-vgg16-own.png")));
    }

    @Test
    void nothingIsTrainedOnThePhotosThatAreMeasured() throws Exception {
        ReportInputs.Trained vgg = ReportInputs.Trained.of(Shared.file("weights/vgg16/vgg16_conv1-2_f32.safetensors"));
        Path kodak = copy("photos/kodak_23.png", "kodak/kodak_23.png").getParent();
        assertTrue(write(vgg, kodak, kodak).contains("no decoding networks were given"));
        assertTrue(Files.notExists(folder.resolve("out/decoders")));
    }

    private Path copy(String image, String name) throws Exception {
        Path target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        return Files.copy(Shared.file("images/" + image), target);
    }

    private String write(ReportInputs.Trained vgg, Path images, Path kodak) throws Exception {
        try (Context context = PlainContext.create();
                PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            Markdown page = new Markdown();
            new DecodingChapter()
                    .write(
                            new ExperimentRunner(context, folder.resolve("out"), ReportScale.TINY, silent),
                            new ReportInputs(
                                    List.of(vgg),
                                    Optional.of(images),
                                    List.of(),
                                    Path.of("test-images/photo.png"),
                                    List.of(),
                                    Optional.empty(),
                                    Optional.of(kodak)),
                            page);
            return page.toString();
        }
    }
}
