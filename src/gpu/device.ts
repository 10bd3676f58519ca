// Requests the GPU device and detects its features, its loss and its errors.

import { PocketM1Error, UnsupportedDeviceError } from '../errors.ts';
import { measurePromptness } from './wait.ts';

/** The features of this device beyond WebGPU's guaranteed minimum. */
export interface GpuFeatures {
  /** 16-bit floats in shaders. */
  f16: boolean;
  /** Subgroup reductions with `subgroup_id`, so shaders assume no mapping of lanes. */
  subgroups: boolean;
  /** Timestamps at pass boundaries. */
  timestamps: boolean;
}

/** A device and what is known about it. */
export interface Gpu {
  readonly device: GPUDevice;
  readonly features: GpuFeatures;
  /** The adapter computes on the CPU, where loads and barriers are expensive. */
  readonly onCpu: boolean;
  /** The smallest subgroup size, 4 if the adapter does not report it. */
  readonly lockstep: number;
  /** "vendor architecture device" as far as the browser reports them, else "unnamed adapter" (Firefox). */
  readonly name: string;
  /**
   * The adapter's info, features and limits, and the browser's version. Measurements on this device stay valid while this
   * stays the same.
   */
  readonly identity: string;
  /** The name of the plan that was measured to be fastest here, by problem (`matvecKey`). */
  readonly tuning?: Readonly<Record<string, string>>;
}

export interface GpuOptions {
  /** The entry to WebGPU. Default: `navigator.gpu`. */
  gpu?: GPU;
  /**
   * How long to repeat the request while no adapter is available, because Chromium has none for some tenths of a second
   * after its GPU process has crashed. Default 0 ms.
   */
  patienceMs?: number;
  /** Features to leave unused although the adapter has them. */
  without?: ReadonlyArray<keyof GpuFeatures>;
  /**
   * Subgroups that may be smaller than this are not used. Default 8 on adapters that compute on the CPU, because a product
   * on SwiftShader's 4 lanes takes three to ten times as long as in one thread; elsewhere 1, because some adapters report 4
   * and have 32.
   */
  minSubgroupSize?: number;
  /** Choose kernels as for an adapter that computes on the CPU, or not. Default: by the adapter. */
  onCpu?: boolean;
}

const RETRY_MS = 100;

/** How long after a failure the device may still report that it is lost. */
const LOSS_MS = 200;

/**
 * Opens the default adapter with the largest buffers it offers.
 * @throws UnsupportedDeviceError `webgpu-unavailable` when there is no WebGPU or no adapter.
 */
export async function requestGpu(options: GpuOptions = {}): Promise<Gpu> {
  const gpu = options.gpu ?? (typeof navigator === 'undefined' ? undefined : navigator.gpu);
  if (!gpu) {
    throw new UnsupportedDeviceError(
      'WebGPU is not available here: use a current Chrome, Edge, Safari or Firefox, on https or localhost.',
      { code: 'webgpu-unavailable' },
    );
  }
  const adapter = await requestAdapter(gpu, options.patienceMs ?? 0);
  if (!adapter) {
    throw new UnsupportedDeviceError(
      'WebGPU is present but offers no adapter: enable hardware acceleration in the browser or update the GPU driver.',
      { code: 'webgpu-unavailable' },
    );
  }
  const onCpu = options.onCpu ?? adapter.info.isFallbackAdapter === true; // absent in older browsers
  const { minSubgroupSize = onCpu ? 8 : 1 } = options;
  const allowed = (feature: keyof GpuFeatures): boolean => !options.without?.includes(feature);
  const features: GpuFeatures = {
    f16: allowed('f16') && adapter.features.has('shader-f16'),
    subgroups:
      allowed('subgroups') &&
      adapter.features.has('subgroups') &&
      gpu.wgslLanguageFeatures.has('subgroup_id') &&
      (adapter.info.subgroupMinSize ?? 4) >= minSubgroupSize,
    timestamps: allowed('timestamps') && adapter.features.has('timestamp-query'),
  };
  const requiredFeatures: GPUFeatureName[] = [];
  if (features.f16) requiredFeatures.push('shader-f16');
  if (features.subgroups) requiredFeatures.push('subgroups');
  if (features.timestamps) requiredFeatures.push('timestamp-query');
  const { limits, info } = adapter;
  const device = await adapter.requestDevice({
    label: 'pocket-m1',
    requiredFeatures,
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxComputeWorkgroupStorageSize: Math.min(limits.maxComputeWorkgroupStorageSize, 32768),
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    },
  });
  await measurePromptness(device);
  return {
    device,
    features,
    onCpu,
    lockstep: info.subgroupMinSize || 4,
    name: [info.vendor, info.architecture, info.device].filter(Boolean).join(' ') || 'unnamed adapter',
    identity: identify(adapter),
  };
}

function identify({ info, features, limits }: GPUAdapter): string {
  const { vendor, architecture, device, description, subgroupMinSize, subgroupMaxSize } = info;
  // Limits are getters of the prototype, which only `for … in` lists.
  const numbers: Record<string, number> = {};
  for (const name in limits) {
    const value = limits[name as keyof GPUSupportedLimits];
    if (typeof value === 'number') numbers[name] = value;
  }
  return JSON.stringify([
    [vendor, architecture, device, description, subgroupMinSize, subgroupMaxSize],
    [...features].sort(),
    Object.entries(numbers).sort(([a], [b]) => (a < b ? -1 : 1)),
    globalThis.navigator?.userAgent,
  ]);
}

/**
 * Waits briefly after a failure for the device to report its loss, because a dying device first rejects calls with other
 * errors. Resolves to undefined when it is not lost.
 */
export async function lossBehindFailure({ lost }: GPUDevice): Promise<GPUDeviceLostInfo | undefined> {
  const timeout = new Promise<undefined>((resolve) => setTimeout(resolve, LOSS_MS));
  return Promise.race([lost, timeout]);
}

async function requestAdapter(gpu: GPU, patienceMs: number): Promise<GPUAdapter | null> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter || performance.now() >= until) return adapter;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** Runs `work` and rejects with any validation, memory or internal GPU error raised meanwhile. */
export async function withErrorScopes<T>(device: GPUDevice, work: () => Promise<T> | T): Promise<T> {
  device.pushErrorScope('internal');
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  let result: T | undefined;
  let failure: unknown;
  try {
    result = await work();
  } catch (error) {
    failure = error;
  }
  const validation = await device.popErrorScope();
  const memory = await device.popErrorScope();
  const internal = await device.popErrorScope();
  if (memory) throw new PocketM1Error('out-of-memory', `The GPU is out of memory: ${memory.message}`);
  if (validation) throw new PocketM1Error('internal', `WebGPU validation failed: ${validation.message}`);
  if (internal) throw new PocketM1Error('internal', `The GPU driver failed: ${internal.message}`);
  if (failure !== undefined) throw failure;
  return result as T;
}
