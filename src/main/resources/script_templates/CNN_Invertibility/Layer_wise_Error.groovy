// How well do random filters bring back the activations of a pooling layer?
#@ CommandService command
#@ ij.ImagePlus image
#@output ij.ImagePlus result
import sc.fiji.invertibility.command.LayerwiseError

module = command.run(LayerwiseError, false, "image", image, "network", "VGG-16", "layer", "pool1", "resize", "None").get()
result = module.getOutput("montage")
table = module.getOutput("layerwise")
println "random_mean: " + table.getValue("random_mean", 0)
