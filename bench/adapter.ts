// What the adapter is and how fast it is: the limits that every other figure is compared with.

import { createStaging, createStorage, readStaging } from '../src/gpu/buffers.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { check } from './check.ts';
import { mapSpread, median, type Spread, sample } from './statistics.ts';

export interface AdapterFigures {
  name: string;
  features: string[];
  /** Kernels are chosen as for a CPU. */
  onCpu: boolean;
  /** Smallest and largest subgroup, if the adapter reports them. */
  subgroupSize: { min: number; max: number } | null;
  limits: Record<string, number>;
  /** Microseconds of a dispatch that does nothing and binds nothing, repeated in one pass. */
  emptyDispatchUs: Spread;
  /** Microseconds of a dispatch that adds to the result of the one before it, and so waits for it. */
  dependentDispatchUs: Spread;
  /** Microseconds from submitting one dispatch and a 16-byte copy to having read the copy. */
  roundTripUs: Spread;
  /** GB/s that copyBufferToBuffer moves, counting both read and written bytes. */
  copyGBs: Spread;
  /** GB/s that a summing kernel reads from a buffer. */
  readGBs: Spread;
  /** GFLOP/s of fused multiply-adds in registers, two operations per multiply-add. */
  fmaGflops: Spread;
}

// Large enough for CPUs and GPUs: buffers larger than a GPU's caches, threads for all of its cores.
const sizes = {
  cpu: { bufferBytes: 64 << 20, threads: 16_384 },
  gpu: { bufferBytes: 256 << 20, threads: 524_288 },
};
const fmaSteps = 2048;
/** A sample shorter than this is mostly round trip. */
const longEnoughMs = 20;

const EMPTY = '@compute @workgroup_size(1) fn main() {}';

const COUNT = `
@group(0) @binding(0) var<storage, read_write> total: array<u32>;
@compute @workgroup_size(1) fn main() { total[0] += 1u; }`;

const READ = `
@group(0) @binding(0) var<storage, read> source: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> sums: array<f32>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3<u32>,
                                     @builtin(num_workgroups) groups: vec3<u32>) {
  let threads = groups.x * 64u;
  let count = arrayLength(&source) / threads;
  var sum = vec4<f32>();
  for (var i = 0u; i < count; i++) { sum += source[i * threads + id.x]; }
  sums[id.x] = sum.x + sum.y + sum.z + sum.w;
}`;

const FMA = `
@group(0) @binding(0) var<storage, read_write> sums: array<f32>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  var a = vec4<f32>(f32(id.x)); var b = a + 1.0; var c = a + 2.0; var d = a + 3.0;
  let m = vec4<f32>(0.999); let n = vec4<f32>(0.001);
  for (var i = 0u; i < ${fmaSteps / 4}u; i++) { a = fma(a, m, n); b = fma(b, m, n); c = fma(c, m, n); d = fma(d, m, n); }
  let e = a + b + c + d;
  sums[id.x] = e.x + e.y + e.z + e.w;
}`;

export async function measureAdapter(gpu: Gpu, runs: number): Promise<AdapterFigures> {
  const { device } = gpu;
  const { bufferBytes, threads } = gpu.onCpu ? sizes.cpu : sizes.gpu;
  const bytes = Math.min(bufferBytes, device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  const pipeline = (code: string) =>
    device.createComputePipeline({
      layout: 'auto',
      compute: { module: device.createShaderModule({ code }) },
    });
  const [empty, count, read, fma] = [pipeline(EMPTY), pipeline(COUNT), pipeline(READ), pipeline(FMA)];
  const from = createStorage(device, 'bench from', bytes);
  const to = createStorage(device, 'bench to', bytes);
  const staging = createStaging(device, 'bench read-back', 16);
  const bind = (p: GPUComputePipeline, buffers: GPUBuffer[]) =>
    device.createBindGroup({
      layout: p.getBindGroupLayout(0),
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  const readGroup = bind(read, [from, to]);
  const fmaGroup = bind(fma, [to]);
  const countGroup = bind(count, [to]);

  let firstWord = 0;
  const timed = async (record: (encoder: GPUCommandEncoder) => void): Promise<number> => {
    const encoder = device.createCommandEncoder();
    record(encoder);
    encoder.copyBufferToBuffer(to, 0, staging, 0, 16);
    const started = performance.now();
    device.queue.submit([encoder.finish()]);
    firstWord = new Uint32Array(await readStaging(device, staging))[0]!;
    return performance.now() - started;
  };
  const dispatches = (
    p: GPUComputePipeline,
    group: GPUBindGroup | null,
    workgroups: number,
    rounds: number,
  ) =>
    timed((encoder) => {
      const pass = encoder.beginComputePass();
      pass.setPipeline(p);
      if (group) pass.setBindGroup(0, group);
      for (let i = 0; i < rounds; i++) pass.dispatchWorkgroups(workgroups);
      pass.end();
    });
  const counted = async (rounds: number): Promise<number> => {
    device.queue.writeBuffer(to, 0, new Uint32Array(1));
    const ms = await dispatches(count, countGroup, 1, rounds);
    check(firstWord === rounds, `${rounds} dispatches that depend on each other counted to ${firstWord}`);
    return ms;
  };
  const copies = (rounds: number) =>
    timed((encoder) => {
      for (let i = 0; i < rounds; i++) encoder.copyBufferToBuffer(from, 0, to, 0, bytes);
    });

  try {
    const trips: number[] = [];
    const roundTrip = await sample(
      async () => {
        trips.push(await dispatches(empty, null, 1, 1));
        return trips.at(-1)!;
      },
      { runs: 4 * runs },
    );
    const base = median(trips);
    // Milliseconds of one; each sample includes the round trip once.
    const each = async (time: (rounds: number) => Promise<number>, first: number): Promise<Spread> => {
      let rounds = first;
      while ((await time(rounds)) - base < longEnoughMs && rounds < 1 << 16) rounds *= 2;
      return sample(async () => Math.max((await time(rounds)) - base, 1e-3) / rounds, { runs });
    };
    const groups = threads / 64;
    const emptyMs = await each((n) => dispatches(empty, null, 1, n), 1024);
    const countMs = await each(counted, 1024);
    const copyMs = await each(copies, 1);
    const readMs = await each((n) => dispatches(read, readGroup, groups, n), 1);
    const fmaMs = await each((n) => dispatches(fma, fmaGroup, groups, n), 1);
    return {
      ...describe(gpu),
      emptyDispatchUs: mapSpread(emptyMs, (ms) => ms * 1000),
      dependentDispatchUs: mapSpread(countMs, (ms) => ms * 1000),
      roundTripUs: mapSpread(roundTrip, (ms) => ms * 1000),
      copyGBs: mapSpread(copyMs, (ms) => (2 * bytes) / ms / 1e6),
      readGBs: mapSpread(readMs, (ms) => bytes / ms / 1e6),
      fmaGflops: mapSpread(fmaMs, (ms) => (threads * fmaSteps * 8) / ms / 1e6),
    };
  } finally {
    for (const buffer of [from, to, staging]) buffer.destroy();
  }
}

/** The highest memory bandwidth measured on this adapter; shares of bandwidth refer to it. */
export function bandwidthGBs({ copyGBs, readGBs }: AdapterFigures): number {
  return Math.max(copyGBs.median, readGBs.median);
}

function describe({
  device,
  features,
  name,
  onCpu,
}: Gpu): Pick<AdapterFigures, 'name' | 'features' | 'onCpu' | 'subgroupSize' | 'limits'> {
  // Older browsers lack it, and report no sizes either.
  const info = device.adapterInfo as GPUAdapterInfo | undefined;
  const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize } = device.limits;
  const { maxComputeInvocationsPerWorkgroup } = device.limits;
  return {
    name,
    features: (Object.keys(features) as (keyof typeof features)[]).filter((feature) => features[feature]),
    onCpu,
    subgroupSize: info?.subgroupMinSize
      ? { min: info.subgroupMinSize, max: info.subgroupMaxSize ?? info.subgroupMinSize }
      : null,
    limits: {
      maxBufferSize,
      maxStorageBufferBindingSize,
      maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup,
    },
  };
}
