# Reconstructs every image of a folder; run again, it goes on where it was stopped.
#@ CommandService command
#@ File (style="directory") images
#@ File (style="directory") results
from sc.fiji.invertibility.headless import BatchReconstructFolder

module = command.run(BatchReconstructFolder, False, ["folder", images, "out", results, "settings", "keep=25 count=16"]).get()
result = module.getOutput("images")
result.show("Batch Reconstruct Folder")
