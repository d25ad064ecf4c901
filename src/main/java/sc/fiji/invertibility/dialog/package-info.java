/** Dialogs that are made from a command's declared keys and adapt to the values chosen in them. */
package sc.fiji.invertibility.dialog;
