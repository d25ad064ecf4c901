package sc.fiji.invertibility.bench.scaling;

/**
 * y = factor · x^slope, fitted by least squares of the logarithms.
 *
 * @param slope 1 where y grows as x does
 * @param factor y at x = 1
 */
record PowerLaw(double slope, double factor) {

    static PowerLaw fit(double[] x, double[] y) {
        double meanX = 0, meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += Math.log(x[i]) / x.length;
            meanY += Math.log(y[i]) / x.length;
        }
        double covariance = 0, variance = 0;
        for (int i = 0; i < x.length; i++) {
            covariance += (Math.log(x[i]) - meanX) * (Math.log(y[i]) - meanY);
            variance += (Math.log(x[i]) - meanX) * (Math.log(x[i]) - meanX);
        }
        double slope = covariance / variance;
        return new PowerLaw(slope, Math.exp(meanY - slope * meanX));
    }
}
