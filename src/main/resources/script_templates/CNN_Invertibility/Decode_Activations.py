# What a decoding network makes of a layer's activations, and of what is put in their place (figure 4).
#@ CommandService command
#@ ij.ImagePlus image
#@ File decoder
#@output ij.ImagePlus result
from sc.fiji.invertibility.command import DecodeActivations

# Random filters, as Train Decoder... takes them if no weights are given; for others: "filters", "Imported", "weights", File(...)
module = command.run(DecodeActivations, False, ["image", image, "network", "VGG-16", "filters", "Gaussian random",
    "decoder", decoder, "source", "All"]).get()
result = module.getOutput("decoded")
