package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.image.TimeLimit;

/** Folders of any size are listed without their names in memory. */
class ImageListingTest {

    private static BatchOrder order(String images) {
        return new BatchOrder("image", Map.of("images", images), TimeLimit.DEFAULT, "out");
    }

    private static Configuration hadoop() {
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.many.impl", ManyFileSystem.class.getName());
        return hadoop;
    }

    @Test
    void namesAreInOrderAndFoldersAreNamedAfterThem() throws Exception {
        try (ImageListing images = ImageListing.of(order("many:/1000"), hadoop());
                ImageListing.Items items = images.items()) {
            assertEquals(1000, images.size());
            String before = "";
            for (long index = 0; items.hasNext(); index++) {
                ImageItem item = items.next();
                assertEquals(index, item.index());
                assertTrue(before.compareTo(item.file()) < 0);
                assertEquals(item.file(), item.folder() + ".tif");
                before = item.file();
            }
        }
        assertThrows(BadInputException.class, () -> ImageListing.of(order("many:/0"), hadoop()));
    }

    /** 300,000 names alone would take about as much as this Java may have. */
    @Test
    void namesTakeNoMemory() throws Exception {
        List<String> line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ScaleSimulation.class.getName(),
                "listing",
                "300000");
        Process listing = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
                .start();
        assertEquals(0, listing.waitFor());
    }
}
