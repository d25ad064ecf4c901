package sc.fiji.invertibility.train;

import java.util.List;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Shape;

/** A layer that can be applied to a batch, and that a gradient can be propagated through. */
public interface TrainableLayer {

    /** {@return the layer's name, which its parameters' names begin with} */
    String name();

    /**
     * Returns the size of the output.
     *
     * @param input the size of an input
     * @return the size of its output
     * @throws IllegalArgumentException if there is none
     */
    Shape output(Shape input);

    /** {@return what training changes, and running statistics; all of it belongs into a file} */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** {@return how many maps of the output's size are kept until the step ends} */
    default int kept() {
        return 1;
    }

    /**
     * Applies the layer.
     *
     * @param step the owner of the results
     * @param x the inputs, of one size; must not be changed until the step ends
     * @return the outputs
     */
    LayerPass forward(Step step, List<FeatureMap> x);
}
