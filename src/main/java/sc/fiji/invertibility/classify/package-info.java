/**
 * Image classifiers on fixed or learned filters: the architectures of tables 1 and 5, their features, their soft-max.
 */
package sc.fiji.invertibility.classify;
