package sc.fiji.invertibility.compute;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Some units of a pooled code, on the heap. The arrays are not copied.
 *
 * @param indices the units, row-major (channel, y, x) in the code
 * @param values the value of each
 * @param switches the switch of each, row-major within the whole window
 */
public record UnitList(int[] indices, float[] values, int[] switches) {

    /** No units. */
    public static final UnitList NONE = new UnitList(new int[0], new float[0], new int[0]);

    /**
     * Creates a list.
     *
     * @param indices the units, row-major (channel, y, x) in the code
     * @param values the value of each
     * @param switches the switch of each, row-major within the whole window
     */
    public UnitList {
        if (values.length != indices.length || switches.length != indices.length)
            throw new IllegalArgumentException("a list of " + indices.length + " units has as many values and switches,"
                    + " not " + values.length + " and " + switches.length);
    }

    /** {@return the number of units} */
    public int size() {
        return indices.length;
    }

    /**
     * Finds the units of a code within a bracket.
     *
     * @param bracket the magnitudes
     * @param code the code
     * @return its non-zero units that lie within the bracket, in ascending order
     */
    public static UnitList within(Bracket bracket, HostCode code) {
        float[] values = code.values();
        int count = 0;
        for (float value : values) if (bracket.contains(value)) count++;
        int[] indices = new int[count];
        for (int unit = 0, i = 0; i < count; unit++) if (bracket.contains(values[unit])) indices[i++] = unit;
        return at(indices, indices, values, code.switches());
    }

    /**
     * Takes a list of units from a code.
     *
     * @param indices the units, row-major (channel, y, x) in the code
     * @param code the code
     * @return these units, in the same order
     */
    public static UnitList at(int[] indices, HostCode code) {
        return at(indices, indices, code.values(), code.switches());
    }

    /**
     * Selects some of these units.
     *
     * @param chosen tells whether the unit at an index of this list is selected
     * @return the selected units, in the order of this list
     */
    public UnitList only(IntPredicate chosen) {
        int[] positions = new int[size()], chosenIndices = new int[size()];
        int count = 0;
        for (int i = 0; i < size(); i++) {
            positions[count] = i;
            chosenIndices[count] = indices[i];
            if (chosen.test(i)) count++;
        }
        return at(Arrays.copyOf(chosenIndices, count), Arrays.copyOf(positions, count), values, switches);
    }

    private static UnitList at(int[] indices, int[] positions, float[] values, int[] switches) {
        float[] chosenValues = new float[positions.length];
        int[] chosenSwitches = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            chosenValues[i] = values[positions[i]];
            chosenSwitches[i] = switches[positions[i]];
        }
        return new UnitList(indices, chosenValues, chosenSwitches);
    }
}
