// A GPU without memory for more keys and values, as far as a machine can be one that has memory left.

/**
 * Until the returned function is called, what the device allocates for keys and values fails in the driver: it is asked
 * for the largest buffer the adapter tells of, which no software adapter can allocate.
 */
export function runShortOfMemory(device: GPUDevice): () => void {
  const createBuffer = device.createBuffer;
  device.createBuffer = (descriptor) => {
    const size = descriptor.label?.startsWith('kv ') ? device.limits.maxBufferSize : descriptor.size;
    return createBuffer.call(device, { ...descriptor, size });
  };
  return () => {
    device.createBuffer = createBuffer;
  };
}
