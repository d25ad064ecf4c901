/** Dialogs that adapt to what is chosen in them: every command's own, made from its declared keys. */
package sc.fiji.invertibility.dialog;
