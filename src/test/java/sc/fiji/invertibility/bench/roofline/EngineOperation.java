package sc.fiji.invertibility.bench.roofline;

import java.util.function.Consumer;
import sc.fiji.invertibility.bench.torch.TorchWork;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Scope;

/**
 * One of an engine's operations on operands of a size.
 *
 * @param name what it is called in the figure
 * @param operations multiplications and additions if it is done densely and directly
 * @param bytes what must be read and written at least once
 * @param preparation puts the operands onto an engine; what it returns runs the operation once
 * @param torch the same in PyTorch
 */
record EngineOperation(String name, double operations, double bytes, Preparation preparation, TorchWork torch) {

    /** Puts operands onto an engine. */
    @FunctionalInterface
    interface Preparation {
        Consumer<Scope> on(Engine engine, Scope owner);
    }

    /** {@return operations a byte} */
    double intensity() {
        return operations / bytes;
    }
}
