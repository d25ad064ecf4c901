// What a decoding network makes of a layer's activations, and of what is put in their place (figure 4).
#@ CommandService command
#@ ij.ImagePlus image
#@ File decoder
#@output ij.ImagePlus result
import sc.fiji.invertibility.command.DecodeActivations

// Random filters, as Train Decoder... takes them if no weights are given; for others: "filters", "Imported", "weights", file
module = command.run(DecodeActivations, false, "image", image, "network", "VGG-16", "filters", "Gaussian random",
    "decoder", decoder, "source", "All").get()
result = module.getOutput("decoded")
