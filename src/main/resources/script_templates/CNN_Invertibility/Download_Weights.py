# Lists the weights that are published, their sizes and licences.
#@ CommandService command
from sc.fiji.invertibility.command import DownloadWeights

module = command.run(DownloadWeights, False, ["network", "List only"]).get()
result = module.getOutput("files")
result.show("Download Weights")
