// A kernel: WGSL modules and constants made into a pipeline whose bindings are known by name.
// WGSL has no imports, so a kernel is a list of whole files that are put one after the other.

import executionPlain from '../../shaders/execution-plain.wgsl?raw';
import executionSubgroups from '../../shaders/execution-subgroups.wgsl?raw';
import { assert, PocketM1Error } from '../errors.ts';
import { assemble } from './assemble.ts';
import type { Gpu } from './device.ts';

export interface KernelSource {
  /** The op's stem; names the pipeline and every error. */
  label: string;
  /** Whole WGSL files; exactly one of them defines `run`, which the execution module calls. */
  modules: readonly string[];
  /** Values of the modules' `override`s. A missing or unknown one is an error that names it. */
  constants: Readonly<Record<string, number>>;
  /** Threads in a workgroup, a power of two. */
  workgroupSize: number;
  /** Threads of a team, a power of two; at most a workgroup's or, with subgroups, a subgroup's. Default 1. */
  teamSize?: number;
  /** `alias real`: the element type of tiles. Default f32. */
  real?: 'f32' | 'f16';
}

export type Resource = GPUBuffer | { buffer: GPUBuffer; offset?: number; size?: number };

export interface Kernel {
  readonly label: string;
  /** There once `ready` has resolved. */
  readonly pipeline: GPUComputePipeline;
  readonly compiled: boolean;
  /** Resolves when it is compiled; rejects with what is wrong with it. */
  readonly ready: Promise<void>;
  /** Binds every variable of the shader by its name. Costs a bind group: do it at load. */
  bind(resources: Readonly<Record<string, Resource>>): GPUBindGroup;
}

interface Binding {
  name: string;
  entry: GPUBindGroupLayoutEntry;
}

const BINDING = /@group\(0\)\s*@binding\((\d+)\)\s*var<(uniform|storage)(?:,\s*(read_write|read))?>\s+(\w+)/g;

/** What a device has of kernels, by source. */
interface Kernels {
  all: Map<string, Kernel>;
  /** Those that somebody waits for. */
  urgent: Set<Kernel>;
  /** Those that can wait and are compiling, and how to begin with the others. */
  compiling: number;
  waiting: (() => void)[];
}

// Compilers keep every core busy with so many. What has not begun ends with the worker; what has, nothing stops.
const atOnce = globalThis.navigator?.hardwareConcurrency ?? 4;

// Pipelines cost tens of milliseconds; ops of the same shape, in whichever layer, share one.
const devices = new WeakMap<GPUDevice, Kernels>();

/**
 * Makes a kernel, or returns the one that this device already has of the very same source. It is compiled, unless `gpu`
 * says that it can wait.
 */
export async function createKernel(gpu: Gpu, source: KernelSource): Promise<Kernel> {
  const kernels = devices.get(gpu.device) ?? { all: new Map(), urgent: new Set(), compiling: 0, waiting: [] };
  devices.set(gpu.device, kernels);
  const key = JSON.stringify([source, gpu.features]);
  const known = kernels.all.get(key);
  const kernel = known ?? startKernel(gpu, source, kernels);
  kernels.all.set(key, kernel);
  if (gpu.later) return kernel;
  // One that was known may be waiting for the urgent ones itself.
  if (!known) kernels.urgent.add(kernel);
  await kernel.ready;
  return kernel;
}

function startKernel(gpu: Gpu, source: KernelSource, kernels: Kernels): Kernel {
  const { label } = source;
  const { device } = gpu;
  const code = wholeShader(gpu, source);
  const bindings = reflect(label, source.modules);

  const layout = device.createBindGroupLayout({ label, entries: bindings.map(({ entry }) => entry) });
  let pipeline: GPUComputePipeline | undefined;
  const compile = async (): Promise<void> => {
    const module = device.createShaderModule({ label, code });
    try {
      pipeline = await device.createComputePipelineAsync({
        label,
        layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
        compute: { module, entryPoint: 'main' },
      });
    } catch (cause) {
      throw await describe(label, code, module, cause);
    }
  };
  const ready = gpu.later ? afterOthers(kernels, compile) : compile();
  // Whoever runs it is told; until then nobody may be listening.
  ready.catch(() => {});

  const bind = (resources: Readonly<Record<string, Resource>>): GPUBindGroup => {
    for (const name of Object.keys(resources)) {
      assert(
        bindings.some((binding) => binding.name === name),
        `${label}: the shader has no binding '${name}'`,
      );
    }
    const entries = bindings.map(({ name, entry }) => {
      const resource = resources[name];
      assert(resource, `${label}: no buffer bound to '${name}'`);
      return { binding: entry.binding, resource: 'buffer' in resource ? resource : { buffer: resource } };
    });
    return device.createBindGroup({ label, layout, entries });
  };
  return {
    label,
    ready,
    bind,
    get compiled() {
      return pipeline !== undefined;
    },
    get pipeline() {
      assert(pipeline, `${label}: it was to run before it was compiled`);
      return pipeline;
    },
  };
}

/** The source with what depends on the device in front, and its constants written in. */
function wholeShader({ features }: Gpu, source: KernelSource): string {
  const { label, workgroupSize, teamSize = 1, real = 'f32' } = source;
  assert(real === 'f32' || features.f16, `${label}: f16 tiles on a device without shader-f16`);
  const prelude =
    (real === 'f16' ? 'enable f16;\n' : '') +
    (features.subgroups ? 'enable subgroups;\ndiagnostic(off, subgroup_uniformity);\n' : '') +
    `alias real = ${real};\n`;
  const execution = features.subgroups ? executionSubgroups : executionPlain;
  return assemble(label, [prelude, execution, ...source.modules], {
    ...source.constants,
    WORKGROUP_SIZE: workgroupSize,
    TEAM_SIZE: Math.min(teamSize, workgroupSize),
  });
}

/** Compiles when those are there that are asked for together with this one, and a few of its like at a time. */
async function afterOthers(kernels: Kernels, compile: () => Promise<void>): Promise<void> {
  await Promise.resolve();
  await Promise.allSettled([...kernels.urgent].map(({ ready }) => ready));
  if (kernels.compiling < atOnce) kernels.compiling += 1;
  else await new Promise<void>((begin) => kernels.waiting.push(begin));
  try {
    await compile();
  } finally {
    const begin = kernels.waiting.shift();
    if (begin) begin();
    else kernels.compiling -= 1;
  }
}

function reflect(label: string, modules: readonly string[]): Binding[] {
  const bindings: Binding[] = [];
  for (const module of modules) {
    for (const [, binding, space, access, name] of module.matchAll(BINDING)) {
      const type: GPUBufferBindingType =
        space === 'uniform' ? 'uniform' : access === 'read_write' ? 'storage' : 'read-only-storage';
      bindings.push({
        name: name!,
        entry: { binding: Number(binding), visibility: 4 /* GPUShaderStage.COMPUTE */, buffer: { type } },
      });
    }
  }
  const storage = bindings.filter(({ entry }) => entry.buffer?.type !== 'uniform').length;
  assert(storage <= 8, `${label}: ${storage} storage buffers, but WebGPU guarantees 8 a stage`);
  return bindings;
}

/** A shader failure with line, column and source line, so it can be mended from the message alone. */
async function describe(
  label: string,
  code: string,
  module: GPUShaderModule,
  cause: unknown,
): Promise<PocketM1Error> {
  const lines = code.split('\n');
  const { messages } = await module.getCompilationInfo();
  const errors = messages
    .filter(({ type }) => type === 'error')
    .map(
      ({ lineNum, linePos, message }) => `${lineNum}:${linePos} ${message}\n  ${lines[lineNum - 1] ?? ''}`,
    );
  const reason =
    errors.length > 0 ? errors.join('\n') : cause instanceof Error ? cause.message : String(cause);
  return new PocketM1Error('internal', `${label}: the pipeline could not be made.\n${reason}`, { cause });
}
