// How many percent of the activations are not zero?
#@ CommandService command
#@ ij.ImagePlus image
import sc.fiji.invertibility.command.ActivationSparsity

module = command.run(ActivationSparsity, false, "image", image, "network", "VGG-16", "layer", "pool1").get()
result = module.getOutput("sparsity")
table = module.getOutput("sparsity")
println "nonzero_percent_mean: " + table.getValue("nonzero_percent_mean", table.size() - 1)
result.show("Activation Sparsity")
