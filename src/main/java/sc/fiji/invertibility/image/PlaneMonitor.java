package sc.fiji.invertibility.image;

import sc.fiji.invertibility.compute.Monitor;

/** The progress of one plane as a part of the whole; names the plane if there are several. */
record PlaneMonitor(Monitor part, String prefix) implements Monitor {

    static Monitor of(Monitor whole, InputImage input, int z, int t) {
        if (input.planes() == 1) return whole;
        double done = input.index(z, t);
        StringBuilder prefix = new StringBuilder();
        if (input.slices() > 1)
            prefix.append("z ").append(z).append('/').append(input.slices()).append(", ");
        if (input.frames() > 1)
            prefix.append("t ").append(t).append('/').append(input.frames()).append(", ");
        return new PlaneMonitor(whole.part(done / input.planes(), (done + 1) / input.planes()), prefix.toString());
    }

    @Override
    public void progress(double fraction, String message) {
        part.progress(fraction, message == null ? null : prefix + message);
    }

    @Override
    public boolean cancelled() {
        return part.cancelled();
    }
}
