# Lists the layers of a file of weights.
#@ CommandService command
#@ File weights
from sc.fiji.invertibility.command import ImportFilters

module = command.run(ImportFilters, False, ["weights", weights]).get()
result = module.getOutput("layers")
result.show("Import Filters")
