// What the adapter itself costs and gives: the bounds every other figure is judged against.

import { createStaging, createStorage, readStaging } from '../src/gpu/buffers.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { median, type Spread, spread } from './statistics.ts';

export interface AdapterFigures {
  /** Microseconds of a dispatch that does nothing, in a pass of many. */
  emptyDispatchUs: Spread;
  /** Microseconds from submitting one dispatch and a 16-byte copy to having read it. */
  roundTripUs: Spread;
  /** GB/s copied by copyBufferToBuffer, counting each byte once. */
  copyGBs: Spread;
  /** GB/s read by a kernel that sums a buffer. */
  readGBs: Spread;
  /** GFLOP/s of fused multiply-adds in registers, counting two a multiply-add. */
  fmaGflops: Spread;
}

const copyBytes = 64 << 20;
const readBytes = 32 << 20;
const fmaThreads = 256 * 64;
const fmaSteps = 2048;

const EMPTY = '@compute @workgroup_size(1) fn main() {}';

const READ = `
@group(0) @binding(0) var<storage, read> source: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> sums: array<f32>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let count = arrayLength(&source) / ${fmaThreads}u;
  var sum = vec4<f32>();
  for (var i = 0u; i < count; i++) { sum += source[i * ${fmaThreads}u + id.x]; }
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

export async function measureAdapter({ device }: Gpu, runs: number): Promise<AdapterFigures> {
  const pipeline = (code: string) =>
    device.createComputePipeline({
      layout: 'auto',
      compute: { module: device.createShaderModule({ code }) },
    });
  const [empty, read, fma] = [pipeline(EMPTY), pipeline(READ), pipeline(FMA)];
  const from = createStorage(device, 'bench from', copyBytes);
  const to = createStorage(device, 'bench to', copyBytes);
  const staging = createStaging(device, 'bench read-back', 16);
  const bind = (p: GPUComputePipeline, resources: GPUBufferBinding[]) =>
    device.createBindGroup({
      layout: p.getBindGroupLayout(0),
      entries: resources.map((resource, binding) => ({ binding, resource })),
    });
  const readGroup = bind(read, [{ buffer: from, size: readBytes }, { buffer: to }]);
  const fmaGroup = bind(fma, [{ buffer: to }]);

  const timed = async (record: (encoder: GPUCommandEncoder) => void): Promise<number> => {
    const encoder = device.createCommandEncoder();
    record(encoder);
    encoder.copyBufferToBuffer(to, 0, staging, 0, 16);
    const started = performance.now();
    device.queue.submit([encoder.finish()]);
    await readStaging(staging);
    return performance.now() - started;
  };
  const dispatches = (p: GPUComputePipeline, group: GPUBindGroup | null, workgroups: number, count: number) =>
    timed((encoder) => {
      const pass = encoder.beginComputePass();
      pass.setPipeline(p);
      if (group) pass.setBindGroup(0, group);
      for (let i = 0; i < count; i++) pass.dispatchWorkgroups(workgroups);
      pass.end();
    });
  const repeat = async (measure: () => Promise<number>): Promise<number[]> => {
    await measure();
    const values: number[] = [];
    for (let i = 0; i < runs; i++) values.push(await measure());
    return values;
  };

  try {
    const roundTrip = await repeat(() => dispatches(empty, null, 1, 1));
    const base = median(roundTrip);
    // The round trip is in every sample once; what is left is the work.
    const beyond = (values: number[]): number[] => values.map((ms) => Math.max(ms - base, 1e-3));
    const emptyMs = beyond(await repeat(() => dispatches(empty, null, 1, 2000)));
    const copyMs = beyond(await repeat(() => timed((e) => e.copyBufferToBuffer(from, 0, to, 0, copyBytes))));
    const readMs = beyond(await repeat(() => dispatches(read, readGroup, fmaThreads / 64, 4)));
    const fmaMs = beyond(await repeat(() => dispatches(fma, fmaGroup, fmaThreads / 64, 4)));
    return {
      emptyDispatchUs: spread(emptyMs.map((ms) => (ms * 1000) / 2000)),
      roundTripUs: spread(roundTrip.map((ms) => ms * 1000)),
      copyGBs: spread(copyMs.map((ms) => copyBytes / ms / 1e6)),
      readGBs: spread(readMs.map((ms) => (4 * readBytes) / ms / 1e6)),
      fmaGflops: spread(fmaMs.map((ms) => (4 * fmaThreads * fmaSteps * 8) / ms / 1e6)),
    };
  } finally {
    for (const buffer of [from, to, staging]) buffer.destroy();
  }
}
