package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.IndexedImage;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.PackedSamples;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.StagingBuffers;

/** Uploads the integers of images as they are, and looks up on the device what they stand for. */
final class SampleUpload {

    private final StagingBuffers staging;
    private final DeviceMemory memory;
    private final GpuPointwiseKernels pointwise;

    SampleUpload(StagingBuffers staging, DeviceMemory memory, GpuPointwiseKernels pointwise) {
        this.staging = staging;
        this.memory = memory;
        this.pointwise = pointwise;
    }

    /** Fills a map, unless its values are fewer bytes, or the device has no memory for the integers beside them. */
    boolean filled(DeviceMap map, IndexedImage image) {
        PackedSamples samples = PackedSamples.of(image);
        if (samples.words() >= map.shape().size()) return false;
        try (DeviceBuffer words = memory.take(samples.words())) {
            staging.write(samples::put, samples.words(), words, 0);
            pointwise.lookUp(samples, words, map);
            return true;
        } catch (OutOfDeviceMemory e) {
            return false;
        }
    }
}
