package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.sparse.SignalSpace;

/** Signals of the size of an input x, all on the heap. */
class HeapSignals implements SignalSpace<Signal> {

    private final Signal x;
    private final SignalPool pool;

    /**
     * @param x the input
     */
    HeapSignals(Signal x) {
        this.x = x;
        this.pool = new SignalPool(x.shape());
    }

    /** Makes signals of x's size. */
    SignalPool pool() {
        return pool;
    }

    @Override
    public Signal residual(Signal xHat) {
        return xHat == null ? combined(1, x, 0, x) : combined(1, x, -1, xHat);
    }

    @Override
    public Signal combined(double a, Signal x, double b, Signal y) {
        Signal sum = pool.zeros();
        sum.add(a, x);
        if (b != 0) sum.add(b, y);
        return sum;
    }

    @Override
    public double dot(Signal a, Signal b) {
        return a.dot(b);
    }

    @Override
    public double squaredDistance(Signal a, Signal b) {
        return a.squaredDistance(b);
    }

    @Override
    public double inputDot(Signal xHat) {
        return x.dot(xHat);
    }
}
