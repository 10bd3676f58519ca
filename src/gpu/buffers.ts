// GPU buffers: creating, filling and reading them back.

import { assert, PocketM1Error, UnsupportedDeviceError } from '../errors.ts';
import { mapForReading } from './wait.ts';

// Numbers, because the WebGPU globals (GPUBufferUsage …) do not exist when a package provides the device.
const MAP_READ = 0x0001;
const COPY_SRC = 0x0004;
const COPY_DST = 0x0008;
const STORAGE = 0x0080;

/**
 * A zero-filled storage buffer that can be copied from and to. Sizes round up to 16 bytes; never empty.
 * @throws UnsupportedDeviceError when the device cannot bind that much at once.
 */
export function createStorage(device: GPUDevice, label: string, bytes: number): GPUBuffer {
  checkBindable(device, label, bytes);
  return device.createBuffer({
    label,
    size: Math.max(16, Math.ceil(bytes / 16) * 16),
    usage: STORAGE | COPY_SRC | COPY_DST,
  });
}

/** Throws `UnsupportedDeviceError` when the device cannot bind `bytes` as one buffer. */
export function checkBindable(device: GPUDevice, label: string, bytes: number): void {
  const limit = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  if (bytes <= limit) return;
  throw new UnsupportedDeviceError(
    `${label}: ${bytes} bytes are needed in one GPU buffer, but this adapter binds at most ${limit}.`,
    { details: { expected: bytes, actual: limit } },
  );
}

/** A storage buffer holding `data`. */
export function uploadStorage(
  device: GPUDevice,
  label: string,
  data: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>,
): GPUBuffer {
  const buffer = createStorage(device, label, data.byteLength);
  assert(data.byteLength % 4 === 0, `${label}: ${data.byteLength} bytes are not a multiple of 4.`);
  device.queue.writeBuffer(buffer, 0, data);
  return buffer;
}

/** A buffer for copies only, not bound to shaders. Sizes are multiples of 4. */
export function createCopyTarget(device: GPUDevice, label: string, bytes: number): GPUBuffer {
  return device.createBuffer({ label, size: bytes, usage: COPY_SRC | COPY_DST });
}

/**
 * Returns the result of `create` once the GPU has allocated every buffer in it. `create` is synchronous.
 * @throws PocketM1Error `out-of-memory` when an allocation fails or the device is lost, after calling `destroy`.
 */
export async function createWithinMemory<T>(
  device: GPUDevice,
  what: string,
  create: () => T,
  destroy: (created: T) => void,
): Promise<T> {
  // Writing to a buffer whose allocation failed is a validation error.
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  let failures: Promise<GPUError | null>[] = [];
  let created: T;
  try {
    created = create();
  } finally {
    failures = [device.popErrorScope(), device.popErrorScope()];
  }
  try {
    const failure = (await Promise.all(failures)).find((error) => error !== null);
    if (failure) throw new Error(failure.message);
    return created;
  } catch (cause) {
    destroy(created);
    throw new PocketM1Error('out-of-memory', `The GPU has no memory for ${what}.`, { cause });
  }
}

/** A buffer that the CPU maps for reading. */
export function createStaging(device: GPUDevice, label: string, bytes: number): GPUBuffer {
  return device.createBuffer({ label, size: Math.ceil(bytes / 4) * 4, usage: MAP_READ | COPY_DST });
}

/** Maps a staging buffer and copies its content out. */
export async function readStaging(device: GPUDevice, staging: GPUBuffer): Promise<ArrayBuffer> {
  await mapForReading(device, staging);
  const copy = staging.getMappedRange().slice(0);
  staging.unmap();
  return copy;
}

/** Copies `bytes` from `offset` of a storage buffer to the CPU. One round trip; for tests, debugging and rare events. */
export async function readBack(
  device: GPUDevice,
  source: GPUBuffer,
  offset = 0,
  bytes: number = source.size - offset,
): Promise<ArrayBuffer> {
  const staging = createStaging(device, `${source.label} read-back`, bytes);
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(source, offset, staging, 0, bytes);
  device.queue.submit([encoder.finish()]);
  try {
    return await readStaging(device, staging);
  } finally {
    staging.destroy();
  }
}

/**
 * Copies the first `bytes` of each source to the CPU, in one round trip. For rare events.
 * @throws PocketM1Error `out-of-memory` when the GPU has no memory for the copies, or is lost.
 */
export async function readBackAll(
  device: GPUDevice,
  what: string,
  sources: readonly { buffer: GPUBuffer; bytes: number }[],
): Promise<ArrayBuffer[]> {
  const total = sources.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total === 0) return sources.map(() => new ArrayBuffer(0));
  const staging = await createWithinMemory(
    device,
    `reading ${what} back`,
    () => createStaging(device, `${what} read-back`, total),
    (buffer) => buffer.destroy(),
  );
  try {
    const encoder = device.createCommandEncoder();
    let at = 0;
    for (const { buffer, bytes } of sources) {
      encoder.copyBufferToBuffer(buffer, 0, staging, at, bytes);
      at += bytes;
    }
    device.queue.submit([encoder.finish()]);
    await mapForReading(device, staging);
    const mapped = staging.getMappedRange();
    let end = 0;
    return sources.map(({ bytes }) => {
      end += bytes;
      return mapped.slice(end - bytes, end);
    });
  } finally {
    staging.destroy();
  }
}
