package sc.fiji.invertibility.bench;

import java.util.function.Supplier;
import sc.fiji.invertibility.compute.Scope;

/**
 * A contender and what was made for it before.
 *
 * @param owner what is closed with it
 * @param work what is timed
 */
record Prepared(Scope owner, Supplier<Outcome> work) implements Contender {

    static Contender of(Scope owner, Supplier<Outcome> work) {
        return new Prepared(owner, work);
    }

    @Override
    public Outcome run() {
        return work.get();
    }

    @Override
    public void close() {
        owner.close();
    }
}
