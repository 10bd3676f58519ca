// A GPU without memory for more, as far as a machine can be one that has memory left.

/**
 * Until the returned function is called, buffers whose label begins so, and that are larger than `mostBytes`, fail in the
 * driver: it is asked for the largest buffer the adapter tells of, which no software adapter can allocate.
 */
export function runShortOfMemory(device: GPUDevice, label: string, mostBytes = 0): () => void {
  const createBuffer = device.createBuffer;
  device.createBuffer = (descriptor) => {
    const fails = descriptor.label?.startsWith(label) && descriptor.size > mostBytes;
    const size = fails ? device.limits.maxBufferSize : descriptor.size;
    return createBuffer.call(device, { ...descriptor, size });
  };
  return () => {
    device.createBuffer = createBuffer;
  };
}
