/** What W is: filter banks as values. */
package sc.fiji.invertibility.filters;
