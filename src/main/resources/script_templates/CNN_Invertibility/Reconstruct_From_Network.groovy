// Brings the image back from a layer of a network with random filters.
#@ CommandService command
#@ ij.ImagePlus image
#@output ij.ImagePlus result
import sc.fiji.invertibility.command.ReconstructFromNetwork

module = command.run(ReconstructFromNetwork, false, "image", image, "network", "VGG-16", "layer", "conv1_1", "iterations", 5).get()
result = module.getOutput("reconstruction")
table = module.getOutput("summary")
println "relative_error: " + table.getValue("relative_error", table.size() - 1)
