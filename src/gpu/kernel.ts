// A kernel: a pipeline built from WGSL modules and constants, with bindings by name.
// WGSL has no imports, so a kernel is a list of whole files that are joined in order.

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

export interface KernelOptions {
  /**
   * Compile after the kernels that are requested in the same turn without this, and return the kernel before it is compiled.
   * Default false.
   */
  deferred?: boolean;
}

/** `size` bytes of a buffer from `offset` on. */
export interface BufferPart {
  buffer: GPUBuffer;
  offset: number;
  size: number;
}

export type Resource = GPUBuffer | BufferPart;

export interface Kernel {
  readonly label: string;
  /** Throws until `ready` has resolved. */
  readonly pipeline: GPUComputePipeline;
  readonly compiled: boolean;
  /** Resolves when the pipeline is compiled; rejects with the compiler's errors. */
  readonly ready: Promise<void>;
  /** Creates a bind group with every variable of the shader, by name; for use at load only. */
  bind(resources: Readonly<Record<string, Resource>>): GPUBindGroup;
}

interface Binding {
  name: string;
  entry: GPUBindGroupLayoutEntry;
}

const BINDING = /@group\(0\)\s*@binding\((\d+)\)\s*var<(uniform|storage)(?:,\s*(read_write|read))?>\s+(\w+)/g;

/** The kernels of a device. */
interface Kernels {
  /** By source. */
  all: Map<string, Kernel>;
  /** Kernels whose caller waits for them. */
  urgent: Set<Kernel>;
  /** Deferred kernels: how many are compiling, and the starters of the others. */
  compiling: number;
  waiting: (() => void)[];
}

// One deferred compilation per core, because a running one cannot be cancelled when the worker ends.
const maxCompiling = globalThis.navigator?.hardwareConcurrency ?? 4;

// Pipelines cost tens of milliseconds, so ops of the same shape share one across layers.
const devices = new WeakMap<GPUDevice, Kernels>();

/** WGSL files by their text, which is too long to be part of every kernel's key. */
const numbers = new Map<string, number>();

function numberOf(file: string): number {
  const number = numbers.get(file) ?? numbers.size;
  numbers.set(file, number);
  return number;
}

/** Compiles a kernel, or returns the one that this device already has of the same source. */
export async function createKernel(
  gpu: Gpu,
  source: KernelSource,
  { deferred = false }: KernelOptions = {},
): Promise<Kernel> {
  const kernels = devices.get(gpu.device) ?? { all: new Map(), urgent: new Set(), compiling: 0, waiting: [] };
  devices.set(gpu.device, kernels);
  const { modules, ...parameters } = source;
  const key = JSON.stringify([modules.map(numberOf), parameters, gpu.features]);
  const known = kernels.all.get(key);
  const kernel = known ?? startKernel(gpu, source, deferred, kernels);
  kernels.all.set(key, kernel);
  if (deferred) return kernel;
  // A known kernel may be deferred and wait for the urgent ones itself.
  if (!known) kernels.urgent.add(kernel);
  await kernel.ready;
  return kernel;
}

function startKernel(gpu: Gpu, source: KernelSource, deferred: boolean, kernels: Kernels): Kernel {
  const { label } = source;
  const { device } = gpu;
  const code = shaderCode(gpu, source);
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
      throw await compileError(label, code, module, cause);
    }
  };
  const ready = deferred ? compileDeferred(kernels, compile) : compile();
  ready.catch(() => {}); // every user awaits it, but perhaps only later

  const bind = (resources: Readonly<Record<string, Resource>>): GPUBindGroup => {
    for (const name of Object.keys(resources)) {
      assert(
        bindings.some((binding) => binding.name === name),
        `${label}: the shader has no binding '${name}'.`,
      );
    }
    const entries = bindings.map(({ name, entry }) => {
      const resource = resources[name];
      assert(resource, `${label}: no buffer bound to '${name}'.`);
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
      assert(pipeline, `${label}: the kernel was used before it was compiled.`);
      return pipeline;
    },
  };
}

/** The modules after a prelude that depends on the device, with the constants written in. */
function shaderCode({ features }: Gpu, source: KernelSource): string {
  const { label, workgroupSize, teamSize = 1, real = 'f32' } = source;
  assert(real === 'f32' || features.f16, `${label}: f16 tiles on a device without shader-f16.`);
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

/** Compiles after the urgent kernels that are requested in the same turn, at most `maxCompiling` at a time. */
async function compileDeferred(kernels: Kernels, compile: () => Promise<void>): Promise<void> {
  await Promise.resolve();
  await Promise.allSettled([...kernels.urgent].map(({ ready }) => ready));
  if (kernels.compiling < maxCompiling) kernels.compiling += 1;
  else await new Promise<void>((start) => kernels.waiting.push(start));
  try {
    await compile();
  } finally {
    const start = kernels.waiting.shift();
    if (start) start();
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
  assert(storage <= 8, `${label}: ${storage} storage buffers, but WebGPU guarantees only 8 per stage.`);
  return bindings;
}

/** A shader's errors with line, column and source line. */
async function compileError(
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
  return new PocketM1Error('internal', `${label}: the pipeline could not be created.\n${reason}`, { cause });
}
