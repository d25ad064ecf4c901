package sc.fiji.invertibility.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.network.Vgg;
import sc.fiji.invertibility.weights.NamedTensor;
import sc.fiji.invertibility.weights.SafetensorsWriter;
import sc.fiji.invertibility.weights.WeightsException;

class DecoderFileTest {

    @TempDir
    Path folder;

    private static DecodingNetwork network() {
        FilterBank up = GaussianFilters.scaled(5, 4, 3, 1);
        FilterBank down = GaussianFilters.scaled(3, 4, 5, 2).withBias(new float[] {1, 2, 3});
        return DecodingNetwork.of(
                "small",
                new DecodingNetwork.Encoder(
                        "VGG-16",
                        "pool1",
                        Optional.of(Preprocessing.of("BGR minus mean")),
                        Optional.of(
                                FilterSketch.of(Network.gaussian(Vgg.sixteen().upTo("pool1"), 1), "pool1"))),
                List.of(
                        new DecodingStep.Transposed("first", up, new float[] {4, 5, 6, 7}, true),
                        new DecodingStep.Unpool("pool1", new UnpoolingMode(UnpoolingMode.Kind.FIXED, 1, -2)),
                        new DecodingStep.Convolution("last", down, true, false)),
                Preprocessing.of("RGB 0-1"));
    }

    @Test
    void whatIsSavedIsReadAgain() throws IOException {
        Path file = folder.resolve("decoder.safetensors");
        DecodingNetwork saved = network();
        DecoderFile.save(saved, Map.of("note", "a test"), file);
        DecodingNetwork read = DecoderFile.open(file);
        assertEquals(saved.encoder(), read.encoder());
        assertEquals(saved.output(), read.output());
        assertEquals(saved.steps().get(1), read.steps().get(1));
        DecodingStep.Transposed before = (DecodingStep.Transposed) saved.steps().get(0);
        DecodingStep.Transposed after = (DecodingStep.Transposed) read.steps().get(0);
        assertArrayEquals(before.bank().weights(), after.bank().weights());
        assertArrayEquals(before.bias(), after.bias());
        assertEquals(before.bank().padding(), after.bank().padding());
        DecodingStep.Convolution last = (DecodingStep.Convolution) read.steps().get(2);
        assertTrue(last.mirrored() && !last.rectified());
        assertArrayEquals(new float[] {1, 2, 3}, last.bank().bias());
    }

    private Path unknown() throws IOException {
        Path file = folder.resolve("unknown.safetensors");
        SafetensorsWriter.write(
                List.of(
                        new NamedTensor("a.weight", List.of(4, 6, 3, 3), new float[4 * 6 * 9]),
                        new NamedTensor("b.weight", List.of(3, 4, 3, 3), new float[3 * 4 * 9])),
                Map.of(),
                file);
        return file;
    }

    @Test
    void aRecordBesideTheFileDescribesIt() throws IOException {
        Path file = unknown();
        String refusal = assertThrows(WeightsException.class, () -> DecoderFile.open(file))
                .getMessage();
        assertEquals(
                "unknown.safetensors (safetensors): its layers, a, b, are those of no known decoder; describe it in"
                        + " unknown.safetensors.json beside it, as docs/decoders.md shows",
                refusal);
        Files.writeString(folder.resolve("unknown.safetensors.json"), """
                {"network": "VGG-19", "layer": "conv2_1", "input": "RGB 0-1",
                 "output": {"order": "BGR", "scale": 1, "mean": [1, 2, 3], "std": [4, 4, 4]},
                 "steps": [{"convolution": "a", "border": "mirror", "relu": true},
                           {"unpooling": "pool1", "place": "bottom-right"},
                           {"convolution": "b", "padding": 0}]}
                """);
        DecodingNetwork network = DecoderFile.open(file);
        assertEquals("conv2_1", network.encoder().layer());
        assertEquals(6, network.channels());
        assertEquals(3, network.imageChannels());
        assertEquals(
                new DecodingStep.Unpool("pool1", UnpoolingMode.BOTTOM_RIGHT),
                network.steps().get(1));
        assertEquals(new Preprocessing(true, 1, List.of(1.0, 2.0, 3.0), List.of(4.0, 4.0, 4.0)), network.output());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"layer": "pool1", "steps": [{"unpooling": "pool1", "place": "nowhere"}]} | unknown place 'nowhere'
            {"layer": "pool1", "filters": [1], "steps": [{"convolution": "a"}]}      | expected 16 numbers as filters
            {"layer": "pool1", "steps": []}                                          | expected an array of 1 to 1000 steps
            {"steps": [{"convolution": "a"}]}                                        | expected the key "layer"
            {"layer": "pool1", "steps": [{"convolution": "a", "size": 3}]}           | unknown key "size" in a step of convolution
            {"layer": "pool1", "steps": [{"convolution": "a", "padding": -2}]}       | expected a whole number of at least 0 as padding
            {"layer": "pool1", "steps": [{"convolution": "b"}, {"convolution": "a"}]} | a takes 6 channels, but b gives 3
            {"layer": "pool1", "steps": [{"convolution": "c"}]}                      | has no layer named c
            {network": "VGG-19", "layer": "pool1", "steps": [{"convolution": "a"}]}  | its JSON cannot be read: it is malformed at line 1
            {"layer": "pool1", "steps": [{"convolution": "a"}]} {}                   | its JSON cannot be read
            {"layer": "pool1", "steps": [{"convolution": "a", "convolution": "b"}]}  | it has the key "convolution" twice in one object of its JSON, expected every key once
            {"layer": "pool1", "layer": "pool2", "steps": [{"convolution": "a"}]}    | it has the key "layer" twice
            [1, 2]                                                                   | its JSON cannot be read
            {"layer": null, "steps": [{"convolution": "a"}]}                         | cannot be read: a value is of another type than expected
            {"layer": "pool1", "steps": {"convolution": "a"}}                        | cannot be read: a value is of another type than expected
            {"layer": "pool1", "steps": [{"convolution": "a", "padding": "x"}]}      | cannot be read: a value is of another type than expected
            {"layer": "pool1", "steps": [{"convolution": "a", "relu": "yes"}]}       | expected true or false as relu, but got "yes"
            {"layer": "pool1", "output": {"scal": 1}, "steps": [{"convolution": "a"}]} | unknown key "scal" in output; expected mean, order, scale, std
            """)
    void aWrongRecordIsToldInASentence(String record, String sentence) throws IOException {
        Path file = unknown();
        Files.writeString(folder.resolve("unknown.safetensors.json"), record);
        Exception refusal = assertThrows(Exception.class, () -> DecoderFile.open(file));
        assertTrue(refusal.getMessage().contains(sentence), refusal.getMessage());
        assertTrue(refusal instanceof WeightsException || refusal instanceof IllegalArgumentException);
    }

    /** The reader's own message tells the way through all brackets; to look for words in it took ten minutes and more. */
    @Test
    @Timeout(60)
    void aRecordOfBracketsIsRefusedSoonAndBriefly() throws IOException {
        Path file = unknown();
        Files.writeString(folder.resolve("unknown.safetensors.json"), "[".repeat(500_000));
        String message = assertThrows(WeightsException.class, () -> DecoderFile.open(file))
                .getMessage();
        assertTrue(message.endsWith("its JSON cannot be read: End of input at line 1 column 500001"), message);
    }

    @Test
    void aRecordThatIsNestedTooDeeplyIsRefused() throws IOException {
        Path file = unknown();
        Files.writeString(
                folder.resolve("unknown.safetensors.json"),
                "{\"layer\": \"pool1\", \"input\": " + "[".repeat(400_000) + "]".repeat(400_000) + "}");
        String message = assertThrows(WeightsException.class, () -> DecoderFile.open(file))
                .getMessage();
        assertTrue(message.contains("its JSON cannot be read: "), message);
    }

    @Test
    void aRecordThatIsNoTextIsNamed() throws IOException {
        Path file = unknown(), record = folder.resolve("unknown.safetensors.json");
        Files.write(record, new byte[] {'{', (byte) 0xff});
        String message = assertThrows(WeightsException.class, () -> DecoderFile.open(file))
                .getMessage();
        assertEquals(record + " is no text in UTF-8, expected the record of a decoder", message);
    }
}
