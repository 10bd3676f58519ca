// Counts the calls and buffers of a device, by wrapping its methods.

export interface DeviceCounts {
  submits: number;
  writeBuffers: number;
  buffers: number;
  bindGroups: number;
  pipelines: number;
}

export interface DeviceCounter {
  /** Since creation or the last reset. */
  readonly counts: DeviceCounts;
  /** Bytes of the buffers that were created since the counter was and are not destroyed. */
  readonly liveBytes: number;
  readonly liveBuffers: number;
  /** The maximum of liveBytes, since creation or the last `resetPeak`. */
  readonly peakBytes: number;
  reset(): void;
  resetPeak(): void;
}

const none = (): DeviceCounts => ({ submits: 0, writeBuffers: 0, buffers: 0, bindGroups: 0, pipelines: 0 });

/** Counts from now on, for the device's lifetime. */
export function countDevice(device: GPUDevice): DeviceCounter {
  let counts = none();
  const live = new Set<GPUBuffer>();
  let liveBytes = 0;
  let peakBytes = 0;
  const createBuffer = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    counts.buffers += 1;
    const buffer = createBuffer(descriptor);
    live.add(buffer);
    liveBytes += descriptor.size;
    peakBytes = Math.max(peakBytes, liveBytes);
    const destroy = buffer.destroy.bind(buffer);
    buffer.destroy = () => {
      if (live.delete(buffer)) liveBytes -= descriptor.size;
      return destroy();
    };
    return buffer;
  };
  const createBindGroup = device.createBindGroup.bind(device);
  device.createBindGroup = (descriptor) => {
    counts.bindGroups += 1;
    return createBindGroup(descriptor);
  };
  const createPipeline = device.createComputePipelineAsync.bind(device);
  device.createComputePipelineAsync = (descriptor) => {
    counts.pipelines += 1;
    return createPipeline(descriptor);
  };
  const { queue } = device;
  const submit = queue.submit.bind(queue);
  queue.submit = (commands) => {
    counts.submits += 1;
    return submit(commands);
  };
  const writeBuffer = queue.writeBuffer.bind(queue) as (...args: unknown[]) => undefined;
  queue.writeBuffer = (...args: unknown[]) => {
    counts.writeBuffers += 1;
    return writeBuffer(...args);
  };
  return {
    get counts() {
      return { ...counts };
    },
    get liveBytes() {
      return liveBytes;
    },
    get liveBuffers() {
      return live.size;
    },
    get peakBytes() {
      return peakBytes;
    },
    reset: () => {
      counts = none();
    },
    resetPeak: () => {
      peakBytes = liveBytes;
    },
  };
}
