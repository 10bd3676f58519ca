// Chooses the report's adapter. Dawn silently offers a software adapter when it finds no other, so the adapter is chosen by
// name, and rejected if it computes on the CPU.

import { type Gpu, type GpuOptions, requestGpu } from '../../src/gpu/device.ts';

export interface AdapterDescription {
  /** The Vulkan device's name, by which Dawn selects it. */
  name: string;
  vendor: string;
  architecture: string;
  device: string;
  /** Driver and version, as far as the driver reports them. */
  description: string;
  software: boolean;
  subgroupSize: { min: number; max: number } | null;
  features: string[];
  limits: Record<string, number>;
  /** Names of all available adapters. */
  offered: string[];
}

/** What the npm package `webgpu` exports. */
type Dawn = typeof import('webgpu');

/** Keep a reference: Dawn ends the process when its entry object is collected while a device lives. */
const kept: GPU[] = [];

/** Timestamps in nanoseconds; by default, Dawn rounds them to 0.1 ms. */
const exactTimestamps = 'disable-dawn-features=timestamp_quantization';
const softwareNames = /llvmpipe|lavapipe|swiftshader|subzero|software|basic render/i;

/**
 * Chooses by part of a name, or the first one that is not a software adapter.
 * @throws Error with one sentence when there is none, or only software adapters and `software` is false.
 */
export async function chooseAdapter(
  dawn: Dawn,
  wanted: { name?: string | undefined; software: boolean },
): Promise<AdapterDescription> {
  const offered = await adapterNames(dawn);
  const name = pickAdapter(offered, wanted);
  const adapter = await entry(dawn, name).requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error(`The adapter "${name}" is listed but not given.`);
  const { info } = adapter;
  const software = info.isFallbackAdapter || softwareNames.test(name);
  if (software && !wanted.software) throw softwareOnly(offered);
  return {
    name,
    vendor: info.vendor,
    architecture: info.architecture,
    device: info.device,
    description: info.description,
    software,
    subgroupSize: info.subgroupMinSize ? { min: info.subgroupMinSize, max: info.subgroupMaxSize } : null,
    features: [...adapter.features].sort(),
    limits: limitsOf(adapter.limits),
    offered,
  };
}

/** The adapter of that name as the engine's device. */
export async function openAdapter(
  dawn: Dawn,
  name: string,
  without: GpuOptions['without'] = [],
): Promise<Gpu> {
  return requestGpu({ gpu: entry(dawn, name), without });
}

/** @throws Error with one sentence when none fits. */
export function pickAdapter(
  offered: readonly string[],
  { name, software }: { name?: string | undefined; software: boolean },
): string {
  if (offered.length === 0) {
    throw new Error(
      'Vulkan offers no adapter: no driver was found. Name its file in VK_DRIVER_FILES, such as /usr/share/vulkan/icd.d/nvidia_icd.json.',
    );
  }
  if (name !== undefined) {
    const found = offered.find((one) => one.toLowerCase().includes(name.toLowerCase()));
    if (!found) throw new Error(`No adapter's name contains "${name}": there are ${offered.join(', ')}.`);
    return found;
  }
  const real = offered.find((one) => !softwareNames.test(one));
  if (real) return real;
  if (!software) throw softwareOnly(offered);
  return offered[0]!;
}

/** When no adapter has the requested name, Dawn's error lists all names. */
export function parseAdapterList(message: string): string[] {
  return [...message.matchAll(/backend: 'vulkan', name: '([^\n]*)'$/gm)].map((match) => match[1]!);
}

async function adapterNames(dawn: Dawn): Promise<string[]> {
  const nobody = 'an adapter that nobody has';
  try {
    await entry(dawn, nobody).requestAdapter();
    return []; // Without a driver it returns null for any name.
  } catch (error) {
    return parseAdapterList(String(error));
  }
}

function entry({ create, globals }: Dawn, adapter: string): GPU {
  Object.assign(globalThis, globals);
  const gpu = create(['backend=vulkan', `adapter=${adapter}`, exactTimestamps]);
  kept.push(gpu);
  return gpu;
}

function softwareOnly(offered: readonly string[]): Error {
  return new Error(
    `Only software adapters are here (${offered.join(', ')}), whose figures are no GPU's: give the machine a driver, or rehearse with --rehearse.`,
  );
}

// The properties of GPUSupportedLimits are on its prototype.
function limitsOf(limits: GPUSupportedLimits): Record<string, number> {
  const values: Record<string, number> = {};
  for (const key in limits) {
    const value = limits[key as keyof GPUSupportedLimits];
    if (typeof value === 'number') values[key] = value;
  }
  return values;
}
