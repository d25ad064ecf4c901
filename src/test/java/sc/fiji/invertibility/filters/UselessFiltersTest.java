package sc.fiji.invertibility.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UselessFiltersTest {

    private static final float[] WEIGHTS = {1, 2, 0, 0, 3, -4, 1, 2, 2, 4, 1, 2, 3, -4, 0, -0f};

    @Test
    void zerosAndRepetitionsAreFound() {
        UselessFilters found = UselessFilters.in(FilterBank.of(WEIGHTS, 8, 2, 1, 1));
        assertEquals(new UselessFilters(List.of(1, 7), List.of(3, 5, 6), List.of(0, 0, 2)), found);
        assertEquals(
                Optional.of(
                        "weights: of conv1, filters 2, 8 are zero, without an angle to others, so that 0 is taken as the"
                                + " inner product; filters 4, 6, 7 are the same as filters 1, 3, with which the coherence is 1"),
                found.sentence("conv1"));
    }

    /** Equal weights that see other channels are other filters. */
    @Test
    void filtersOfTwoGroupsAreNotTheSame() {
        FilterBank grouped =
                FilterBank.of(new float[] {1, 2, 3, 4, 1, 2, 3, 4}, 4, 2, 1, 1).withGroups(2);
        assertEquals(Optional.empty(), UselessFilters.in(grouped).sentence("conv2"));
        FilterBank within =
                FilterBank.of(new float[] {1, 2, 1, 2, 1, 2, 3, 4}, 4, 2, 1, 1).withGroups(2);
        assertEquals(List.of(1), UselessFilters.in(within).repeated());
    }

    @Test
    void longListsAreCounted() {
        float[] weights = new float[20];
        weights[19] = 1;
        assertEquals(
                "weights: of c, filters 1, 2, 3, 4, 5, 6 and 13 more are zero, without an angle to others, so that 0 is"
                        + " taken as the inner product",
                UselessFilters.in(FilterBank.of(weights, 20, 1, 1, 1))
                        .sentence("c")
                        .orElseThrow());
    }
}
