# To which class does an image belong?
#@ CommandService command
#@ ij.ImagePlus image
#@ File (label = "Classifier (.safetensors)") model
from sc.fiji.invertibility.command import ClassifyImages

module = command.run(ClassifyImages, False, ["image", image, "model", model]).get()
table = module.getOutput("classes")
print("class of the first slice: %s" % table.getStringValue("class", 0))
table.show("Classify Images")
