// The adapters that a test runs on: the machine's default one, and the same without its optional features.

import { readBack } from '../../src/gpu/buffers.ts';
import { type Dispatch, record } from '../../src/gpu/commands.ts';
import { type Gpu, type GpuFeatures, requestGpu, withErrorScopes } from '../../src/gpu/device.ts';
import { submittedWorkDone } from '../../src/gpu/wait.ts';
import { defaultTiling, type Tiling, tilings } from '../../src/kernels/tiling.ts';

export interface TestGpu {
  name: string;
  gpu: Gpu;
}

/** The adapter as it is, then treated as a GPU, for which other kernels are chosen. */
export function testGpus(): Promise<TestGpu[]> {
  return openGpus([[]]);
}

/** And also without subgroups, for kernels whose threads sum in teams. */
export function testGpusOfTeams(): Promise<TestGpu[]> {
  return openGpus([[], ['subgroups']]);
}

/** Every tiling once: on the adapter that chooses it, or else on one that supports it. */
export async function testTilings(): Promise<(TestGpu & { tiling: Tiling })[]> {
  const gpus = await testGpus();
  const all = new Set(gpus.flatMap(({ gpu }) => tilings(gpu)));
  return [...all].map((tiling) => {
    const choosing = gpus.find(({ gpu }) => defaultTiling(gpu) === tiling);
    return { ...(choosing ?? gpus.find(({ gpu }) => tilings(gpu).includes(tiling))!), tiling };
  });
}

async function openGpus(asGpu: readonly (readonly (keyof GpuFeatures)[])[]): Promise<TestGpu[]> {
  const own = await requestGpu();
  const gpus = [{ name: describeGpu(own), gpu: own }];
  for (const without of asGpu) {
    const gpu = await requestGpu({ without, minSubgroupSize: 1, onCpu: false });
    const same = ({ gpu: other }: TestGpu) =>
      other.onCpu === gpu.onCpu && other.features.subgroups === gpu.features.subgroups;
    if (!gpus.some(same)) gpus.push({ name: describeGpu(gpu), gpu });
  }
  return gpus;
}

function describeGpu({ name, features, onCpu }: Gpu): string {
  const on = (Object.keys(features) as (keyof GpuFeatures)[]).filter((feature) => features[feature]);
  return `${name} as a ${onCpu ? 'CPU' : 'GPU'} [${on.join(' ')}]`;
}

/** Runs the dispatches in one pass, inside error scopes. */
export async function runDispatches(gpu: Gpu, dispatches: readonly Dispatch[], tokens = 1): Promise<void> {
  await withErrorScopes(gpu.device, async () => {
    const encoder = gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    record(pass, dispatches, tokens);
    pass.end();
    gpu.device.queue.submit([encoder.finish()]);
    await submittedWorkDone(gpu.device);
  });
}

/** The buffer as floats. */
export async function readFloats(
  gpu: Gpu,
  buffer: GPUBuffer,
  offset = 0,
  count?: number,
): Promise<Float32Array> {
  return new Float32Array(
    await readBack(gpu.device, buffer, offset * 4, count === undefined ? undefined : count * 4),
  );
}

/** The buffer as unsigned integers. */
export async function readWords(
  gpu: Gpu,
  buffer: GPUBuffer,
  offset = 0,
  count?: number,
): Promise<Uint32Array> {
  return new Uint32Array(
    await readBack(gpu.device, buffer, offset * 4, count === undefined ? undefined : count * 4),
  );
}

/** Largest |actual - expected| / max(1, |expected|); NaN counts as infinite. */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!) / Math.max(1, Math.abs(expected[i]!));
    if (!(error <= largest)) largest = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  }
  return largest;
}

/** A seeded generator of normally distributed numbers. */
export function normals(seed: number): (count: number, deviation?: number) => Float32Array<ArrayBuffer> {
  const next = uniforms(seed);
  return (count, deviation = 1) =>
    Float32Array.from({ length: count }, () => {
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      return deviation * radius * Math.cos(2 * Math.PI * next());
    });
}

/** A seeded generator of numbers in [0, 1) (mulberry32). */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}
