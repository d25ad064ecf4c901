// Lists the weights that are published, their sizes and licences.
#@ CommandService command
import sc.fiji.invertibility.command.DownloadWeights

module = command.run(DownloadWeights, false, "network", "List only").get()
result = module.getOutput("files")
result.show("Download Weights")
