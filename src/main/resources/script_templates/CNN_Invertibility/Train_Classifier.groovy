// Can the classes of a folder be told apart on random filters?
// A part of the images is put aside to check; if images overlap, give a folder of others as "validation" instead.
#@ CommandService command
#@ File (label = "Folder with one folder for each class", style = "directory") classes
import sc.fiji.invertibility.command.TrainClassifier

module = command.run(TrainClassifier, false, "images", classes, "architecture", "(64)5c-2pmax-4pave", "fit", "Scale",
    "side", 32, "epochs", 20).get()
table = module.getOutput("accuracy")
println "validation: " + table.getValue("accuracy_percent", table.size() - 1) + " %"
table.show("Train Classifier")
