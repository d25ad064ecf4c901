// Can the classes of a folder be told apart on random filters? The folder has one folder for each class.
// A part of the images is put aside to check; if images overlap, give a folder of others as "validation" instead.
#@ File (style="directory") classes
#@ File (style="directory") results
run("Train Classifier...", "images=[" + classes + "] architecture=(64)5c-2pmax-4pave fit=Scale side=32 epochs=20 save=[" + results + "/model.safetensors]");
print("validation: " + getResult("accuracy_percent", nResults - 1) + " %");
