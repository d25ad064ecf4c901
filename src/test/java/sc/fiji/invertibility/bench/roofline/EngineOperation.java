package sc.fiji.invertibility.bench.roofline;

import java.util.function.Consumer;
import sc.fiji.invertibility.bench.torch.TorchWork;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Scope;

/**
 * One of an engine's operations, on operands of a given size.
 *
 * @param name what it is called in the figure
 * @param operations multiplications and additions if it is done densely and directly
 * @param bytes what must be read and written at least once
 * @param preparation uploads the operands to an engine; its result runs the operation once
 * @param torch the same in PyTorch
 */
record EngineOperation(String name, double operations, double bytes, Preparation preparation, TorchWork torch) {

    /** Uploads operands to an engine. */
    @FunctionalInterface
    interface Preparation {
        Consumer<Scope> on(Engine engine, Scope owner);
    }

    /** {@return operations per byte} */
    double intensity() {
        return operations / bytes;
    }
}
