package sc.fiji.invertibility.bench;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Scope;

/**
 * The engines of this machine, all open.
 *
 * @param engines at most one on OpenCL, and Java
 * @param owner closes them
 */
public record Competitors(List<Engine> engines, Scope owner) implements AutoCloseable {

    /** Opens what this machine has: the best OpenCL device if one answers, and Java. */
    public static Competitors open() {
        Scope owner = new Scope();
        Engine best = owner.own(Engines.open(Engines.AUTO, System.err::println));
        if (best.device().type().equals("Java")) return new Competitors(List.of(best), owner);
        return new Competitors(List.of(best, owner.own(Engines.open(Engines.JAVA, System.err::println))), owner);
    }

    @Override
    public void close() {
        owner.close();
    }
}
