/*
 * An OpenCL driver that passes all calls on to the simulator Oclgrind, but lets only one thread at a time ask for
 * something: Oclgrind 21.10 stops with an assertion if two threads wait for one queue, which OpenCL allows.
 */
#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>
#include <CL/cl_icd.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static pthread_mutex_t turn;
static cl_icd_dispatch simulator;
static void *(*extension)(const char *);
static cl_int (*platforms)(cl_uint, cl_platform_id *, cl_uint *);
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* A function of the same name and parameters that waits for its turn. */
#define IN_TURN(type, name, parameters, arguments)                                                                     \
    static type CL_API_CALL in_turn_##name parameters {                                                            \
        pthread_mutex_lock(&turn);                                                                                     \
        type result = simulator.name arguments;                                                                        \
        pthread_mutex_unlock(&turn);                                                                                   \
        return result;                                                                                                 \
    }

#define WAITING cl_uint waits, const cl_event *list, cl_event *event
#define WAITED waits, list, event

IN_TURN(cl_int, clFinish, (cl_command_queue queue), (queue))
IN_TURN(cl_int, clFlush, (cl_command_queue queue), (queue))
IN_TURN(cl_int, clWaitForEvents, (cl_uint count, const cl_event *list), (count, list))
IN_TURN(cl_int, clEnqueueNDRangeKernel,
        (cl_command_queue queue, cl_kernel kernel, cl_uint axes, const size_t *offset, const size_t *global,
         const size_t *local, WAITING),
        (queue, kernel, axes, offset, global, local, WAITED))
IN_TURN(cl_int, clEnqueueReadBuffer,
        (cl_command_queue queue, cl_mem buffer, cl_bool wait, size_t offset, size_t bytes, void *to, WAITING),
        (queue, buffer, wait, offset, bytes, to, WAITED))
IN_TURN(cl_int, clEnqueueWriteBuffer,
        (cl_command_queue queue, cl_mem buffer, cl_bool wait, size_t offset, size_t bytes, const void *from, WAITING),
        (queue, buffer, wait, offset, bytes, from, WAITED))
IN_TURN(cl_int, clEnqueueCopyBuffer,
        (cl_command_queue queue, cl_mem from, cl_mem to, size_t first, size_t second, size_t bytes, WAITING),
        (queue, from, to, first, second, bytes, WAITED))
IN_TURN(cl_int, clEnqueueFillBuffer,
        (cl_command_queue queue, cl_mem buffer, const void *pattern, size_t size, size_t offset, size_t bytes, WAITING),
        (queue, buffer, pattern, size, offset, bytes, WAITED))
IN_TURN(void *, clEnqueueMapBuffer,
        (cl_command_queue queue, cl_mem buffer, cl_bool wait, cl_map_flags flags, size_t offset, size_t bytes, WAITING,
         cl_int *error),
        (queue, buffer, wait, flags, offset, bytes, WAITED, error))
IN_TURN(cl_int, clEnqueueUnmapMemObject, (cl_command_queue queue, cl_mem buffer, void *mapped, WAITING),
        (queue, buffer, mapped, WAITED))
IN_TURN(cl_mem, clCreateBuffer, (cl_context context, cl_mem_flags flags, size_t bytes, void *host, cl_int *error),
        (context, flags, bytes, host, error))
IN_TURN(cl_int, clReleaseMemObject, (cl_mem buffer), (buffer))
IN_TURN(cl_int, clRetainEvent, (cl_event event), (event))
IN_TURN(cl_int, clReleaseEvent, (cl_event event), (event))
IN_TURN(cl_int, clGetEventInfo, (cl_event event, cl_event_info what, size_t room, void *to, size_t *size),
        (event, what, room, to, size))
IN_TURN(cl_int, clBuildProgram,
        (cl_program program, cl_uint count, const cl_device_id *devices, const char *options,
         void(CL_CALLBACK *done)(cl_program, void *), void *data),
        (program, count, devices, options, done, data))
IN_TURN(cl_kernel, clCreateKernel, (cl_program program, const char *name, cl_int *error), (program, name, error))
IN_TURN(cl_int, clSetKernelArg, (cl_kernel kernel, cl_uint index, size_t size, const void *value),
        (kernel, index, size, value))

static void load(void) {
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&turn, &kind);
    void *library = dlopen(getenv("OCLGRIND_ICD"), RTLD_NOW | RTLD_GLOBAL);
    cl_platform_id platform;
    if (library == NULL || (extension = dlsym(library, "clGetExtensionFunctionAddress")) == NULL ||
        (platforms = extension("clIcdGetPlatformIDsKHR")) == NULL || platforms(1, &platform, NULL) != CL_SUCCESS) {
        fprintf(stderr, "OCLGRIND_ICD does not name Oclgrind's library\n");
        exit(1);
    }
    /* All objects share the platform's table of functions, through which the loader makes its calls. */
    cl_icd_dispatch *table = *(cl_icd_dispatch **)platform;
    simulator = *table;
    uintptr_t page = sysconf(_SC_PAGESIZE), first = (uintptr_t)table / page * page;
    mprotect((void *)first, (uintptr_t)(table + 1) - first, PROT_READ | PROT_WRITE);
#define REPLACE(name) table->name = in_turn_##name
    REPLACE(clFinish);
    REPLACE(clFlush);
    REPLACE(clWaitForEvents);
    REPLACE(clEnqueueNDRangeKernel);
    REPLACE(clEnqueueReadBuffer);
    REPLACE(clEnqueueWriteBuffer);
    REPLACE(clEnqueueCopyBuffer);
    REPLACE(clEnqueueFillBuffer);
    REPLACE(clEnqueueMapBuffer);
    REPLACE(clEnqueueUnmapMemObject);
    REPLACE(clCreateBuffer);
    REPLACE(clReleaseMemObject);
    REPLACE(clRetainEvent);
    REPLACE(clReleaseEvent);
    REPLACE(clGetEventInfo);
    REPLACE(clBuildProgram);
    REPLACE(clCreateKernel);
    REPLACE(clSetKernelArg);
}

void *clGetExtensionFunctionAddress(const char *name) {
    pthread_once(&once, load);
    return extension(name);
}

cl_int clIcdGetPlatformIDsKHR(cl_uint room, cl_platform_id *found, cl_uint *count) {
    pthread_once(&once, load);
    return platforms(room, found, count);
}

cl_int clGetPlatformInfo(cl_platform_id platform, cl_platform_info what, size_t room, void *to, size_t *size) {
    pthread_once(&once, load);
    return simulator.clGetPlatformInfo(platform, what, room, to, size);
}
