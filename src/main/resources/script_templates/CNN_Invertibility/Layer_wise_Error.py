# How well do random filters bring back the activations of a pooling layer?
#@ CommandService command
#@ ij.ImagePlus image
#@output ij.ImagePlus result
from sc.fiji.invertibility.command import LayerwiseError

module = command.run(LayerwiseError, False, ["image", image, "network", "VGG-16", "layer", "pool1", "resize", "None"]).get()
result = module.getOutput("montage")
table = module.getOutput("layerwise")
print("random_mean: %s" % table.getValue("random_mean", 0))
