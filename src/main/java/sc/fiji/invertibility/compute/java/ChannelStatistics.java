package sc.fiji.invertibility.compute.java;

import java.util.List;

/** Sums over each channel of several maps, in double precision and always in the same order; one piece a channel. */
final class ChannelStatistics {

    private final WorkerPool workers;

    ChannelStatistics(WorkerPool workers) {
        this.workers = workers;
    }

    /** Σ x. */
    double[] sums(List<HeapMap> x) {
        double[] sums = new double[x.get(0).shape().channels()];
        workers.forEach(sums.length, c -> {
            for (HeapMap map : x) sums[c] += sum(map.plane(c));
        });
        return sums;
    }

    /** Σ (x − mean)². */
    double[] squares(List<HeapMap> x, double[] mean) {
        double[] sums = new double[mean.length];
        workers.forEach(sums.length, c -> {
            for (HeapMap map : x) sums[c] += squares(map.plane(c), (float) mean[c]);
        });
        return sums;
    }

    /** Σ g·(x − mean). */
    double[] products(List<HeapMap> x, List<HeapMap> g, float[] mean) {
        double[] sums = new double[mean.length];
        workers.forEach(sums.length, c -> {
            for (int n = 0; n < x.size(); n++)
                sums[c] += product(x.get(n).plane(c), g.get(n).plane(c), mean[c]);
        });
        return sums;
    }

    /** Whatever is done to each channel of a map. */
    interface Work {
        void process(int map, int channel);
    }

    void forEach(List<HeapMap> x, Work work) {
        int channels = x.get(0).shape().channels();
        workers.forEach(Math.multiplyExact(x.size(), channels), i -> work.process(i / channels, i % channels));
    }

    private static double sum(float[] x) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
        }
        for (; i < x.length; i++) s0 += x[i];
        return s0 + s1 + (s2 + s3);
    }

    private static double squares(float[] x, float mean) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            double a = x[i] - mean, b = x[i + 1] - mean, c = x[i + 2] - mean, d = x[i + 3] - mean;
            s0 += a * a;
            s1 += b * b;
            s2 += c * c;
            s3 += d * d;
        }
        for (; i < x.length; i++) s0 += (double) (x[i] - mean) * (x[i] - mean);
        return s0 + s1 + (s2 + s3);
    }

    private static double product(float[] x, float[] g, float mean) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            s0 += (double) g[i] * (x[i] - mean);
            s1 += (double) g[i + 1] * (x[i + 1] - mean);
            s2 += (double) g[i + 2] * (x[i + 2] - mean);
            s3 += (double) g[i + 3] * (x[i + 3] - mean);
        }
        for (; i < x.length; i++) s0 += (double) g[i] * (x[i] - mean);
        return s0 + s1 + (s2 + s3);
    }
}
