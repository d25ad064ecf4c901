package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.measure.ResultsTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.Shared;

/** The command decodes with published pairs of an encoder and a decoder, also where the encoder has a single layer. */
class PublishedPairsTest {

    private static Ran decoded(String weights, String decoder) {
        return Ran.command(
                DecodeActivations.class,
                "image",
                IJ.openImage(Shared.file("images/photos/kodak_23.png").toString()),
                "weights",
                Shared.file("weights/" + weights).toFile(),
                "decoder",
                Shared.file("weights/" + decoder).toFile(),
                "resize",
                "Crop 224",
                "source",
                "True activations",
                "device",
                "Java");
    }

    @ParameterizedTest
    @CsvSource({
        "vgg19_16x/encoder_conv1_1.pth, vgg19_16x/decoder_conv1_1.pth, 40",
        "decoders/vgg_normalised_conv1_1.pth, decoders/feature_invertor_conv1_1.pth, 23",
        "decoders/vgg_normalised_conv2_1.pth, decoders/feature_invertor_conv2_1.pth, 28",
        "vgg19/vgg19_conv1-3.npz, decoders/dec_r11.pth, 30"
    })
    void photosComeBack(String weights, String decoder, double least) {
        Ran ran = decoded(weights, decoder);
        assertNull(ran.refusal());
        double psnr = ran.output("decode", ResultsTable.class).getValue("psnr_db", 0);
        assertTrue(psnr >= least, psnr + " dB");
    }

    @Test
    void aDecoderWhoseEncoderIsNotKnownHasToBeDescribed() {
        assertEquals(
                "decoder: dec_r21.pth (PyTorch): its layers, conv2_1, conv1_2, conv1_1, are those of no known decoder;"
                        + " describe it in dec_r21.pth.json beside it, as docs/decoders.md shows",
                decoded("decoders/vgg_normalised_conv2_1.pth", "decoders/dec_r21.pth")
                        .refusal());
    }
}
