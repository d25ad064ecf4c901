package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodedPlanesTest {

    /** Images of physical quantities have values of all magnitudes; squares of these are 0 or infinite as floats. */
    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 1, 1e30f})
    void distancesHaveTheUnitOfTheValues(float unit) {
        float[] distances = DecodedPlanes.distances(
                ArrayImgs.floats(new float[] {3 * unit, 0, 0, 2 * unit}, 2, 1, 2),
                ArrayImgs.floats(new float[] {0, 0, 4 * unit, 2 * unit}, 2, 1, 2));
        assertEquals(5 * unit, distances[0], 1e-6f * unit);
        assertEquals(0, distances[1]);
    }
}
