# What can be computed on, and why not on others.
#@ CommandService command
from sc.fiji.invertibility.command import ComputeDevices

module = command.run(ComputeDevices, False, []).get()
result = module.getOutput("devices")
result.show("Compute Devices")
