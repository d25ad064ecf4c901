# The activations of a layer at the size of the image, for pixel classifiers.
#@ CommandService command
#@ ij.ImagePlus image
#@output ij.ImagePlus result
from sc.fiji.invertibility.command import FeatureStack

module = command.run(FeatureStack, False, ["image", image, "network", "VGG-16", "layer", "conv1_1", "upsample", True]).get()
result = module.getOutput("features")
