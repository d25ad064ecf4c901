// The activations of a layer at the size of the image, for pixel classifiers.
#@ CommandService command
#@ ij.ImagePlus image
#@output ij.ImagePlus result
import sc.fiji.invertibility.command.FeatureStack

module = command.run(FeatureStack, false, "image", image, "network", "VGG-16", "layer", "conv1_1", "upsample", true).get()
result = module.getOutput("features")
