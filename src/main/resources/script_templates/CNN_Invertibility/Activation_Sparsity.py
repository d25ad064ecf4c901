# How many percent of the activations are not zero?
#@ CommandService command
#@ ij.ImagePlus image
from sc.fiji.invertibility.command import ActivationSparsity

module = command.run(ActivationSparsity, False, ["image", image, "network", "VGG-16", "layer", "pool1"]).get()
result = module.getOutput("sparsity")
table = module.getOutput("sparsity")
print("nonzero_percent_mean: %s" % table.getValue("nonzero_percent_mean", table.size() - 1))
result.show("Activation Sparsity")
