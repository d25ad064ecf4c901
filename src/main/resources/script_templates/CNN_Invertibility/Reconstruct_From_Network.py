# Brings the image back from a layer of a network with random filters.
#@ CommandService command
#@ ij.ImagePlus image
#@output ij.ImagePlus result
from sc.fiji.invertibility.command import ReconstructFromNetwork

module = command.run(ReconstructFromNetwork, False, ["image", image, "network", "VGG-16", "layer", "conv1_1", "iterations", 5]).get()
result = module.getOutput("reconstruction")
table = module.getOutput("summary")
print("relative_error: %s" % table.getValue("relative_error", table.size() - 1))
