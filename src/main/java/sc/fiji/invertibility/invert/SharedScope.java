package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Scope;

/** Owns handles that have several users, and closes them when the last of these closes it. */
final class SharedScope implements AutoCloseable {

    private final Scope scope = new Scope();
    private int users = 1;

    Scope scope() {
        return scope;
    }

    /** This scope for one more user, who must close it once. */
    SharedScope share() {
        users++;
        return this;
    }

    @Override
    public void close() {
        if (--users == 0) scope.close();
    }
}
