package sc.fiji.invertibility.bench;

import java.util.function.Supplier;

/** Makes a value when it is first asked for, and returns the same one from then on. */
final class Once<T> implements Supplier<T> {

    private final Supplier<? extends T> maker;
    private T value;

    Once(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        if (value == null) value = maker.get();
        return value;
    }
}
