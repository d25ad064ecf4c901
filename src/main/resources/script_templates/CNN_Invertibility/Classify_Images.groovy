// To which class does an image belong?
#@ CommandService command
#@ ij.ImagePlus image
#@ File (label = "Classifier (.safetensors)") model
import sc.fiji.invertibility.command.ClassifyImages

module = command.run(ClassifyImages, false, "image", image, "model", model).get()
table = module.getOutput("classes")
println "class of the first slice: " + table.getStringValue("class", 0)
table.show("Classify Images")
