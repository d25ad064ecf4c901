// A decoding network for the first layer of random filters, learnt from a folder of images.
#@ CommandService command
#@ File (style="directory") images
#@ File (style="directory") results
#@output ij.ImagePlus result
import sc.fiji.invertibility.command.TrainDecoder

results.mkdirs()
module = command.run(TrainDecoder, false, "folder", images, "network", "VGG-16", "layer", "conv1_1", "crop", 32,
    "epochs", 2, "save", new File(results, "decoder.safetensors")).get()
result = module.getOutput("examples")
