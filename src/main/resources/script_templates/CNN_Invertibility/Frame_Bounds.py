# What does a layer lose even without pooling?
#@ CommandService command
from sc.fiji.invertibility.command import MeasureFrameBounds

module = command.run(MeasureFrameBounds, False, ["filters", "Wavelet", "channels", 3]).get()
table = module.getOutput("frame")
print("A = %s, B = %s, error at most %s" % (table.getValue("lower", 0), table.getValue("upper", 0), table.getValue("error", 0)))
table.show("Frame Bounds")
