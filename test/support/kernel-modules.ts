// Collects the kernel modules of all configurations with a fake device that accepts every call and computes nothing.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArchitecture } from '../../src/cli/architectures.ts';
import { openCheckpoint } from '../../src/cli/checkpoint.ts';
import type { ModelConfig } from '../../src/contract/model-config.ts';
import type { Gpu, GpuFeatures } from '../../src/gpu/device.ts';
import type { KvFormat } from '../../src/kernels/attention.ts';
import { type MatvecShape, matvecKey, matvecPlans } from '../../src/kernels/matvec.ts';
import type { Quantization, WeightFormat } from '../../src/model/config.ts';
import type { Manifest } from '../../src/shards/manifest.ts';
import { parseManifest } from '../../src/shards/manifest.ts';
import { loadOntoGpu } from '../../src/startup/load-onto-gpu.ts';
import { selfTestConfig } from '../../src/startup/self-test-model.ts';

/** One module, as the library passes it to `createShaderModule` and `createComputePipelineAsync`. */
export interface KernelModule {
  /** The kernel's stem. */
  label: string;
  code: string;
  constants?: Record<string, number>;
  /** The extensions that it enables. */
  f16: boolean;
  subgroups: boolean;
  /** Bytes of workgroup memory of the adapter that it was created for. */
  workgroupStorage: number;
  storageBuffers: number;
}

interface Adapter {
  features: GpuFeatures;
  onCpu: boolean;
  lockstep: number;
  workgroupStorage: number;
}

const root = new URL('../..', import.meta.url).pathname;
const formats: readonly WeightFormat[] = ['f32', 'f16', 'q8', 'q4'];

/** More than the number of plans of any shape: see matvecPlans. */
const MAX_PLANS = 7;

/** The modules of the models on every kind of adapter, without duplicates: formats of keys and values × ways to split a product. */
export async function kernelModules(models: readonly Model[]): Promise<KernelModule[]> {
  const modules = new Map<string, KernelModule>();
  for (const adapter of adapters()) {
    const { features, onCpu, lockstep } = adapter;
    const gpu: Gpu = {
      device: madeUpDevice(adapter, modules),
      features,
      onCpu,
      lockstep,
      name: 'made up',
      identity: 'made up',
    };
    for (const model of models) {
      await loadOnto(gpu, model, 'f32', 0);
      // Only attention depends on the format of keys and values, and only the matrix-vector products on the plan.
      for (let plan = 0; plan < (onCpu ? 1 : MAX_PLANS); plan++) await loadOnto(gpu, model, 'f16', plan);
    }
  }
  return [...modules.values()];
}

function adapters(): Adapter[] {
  const all: Adapter[] = [];
  for (const f16 of [false, true]) {
    for (const subgroups of [false, true]) {
      const features = { f16, subgroups, timestamps: false };
      for (const workgroupStorage of [16384, 32768]) {
        all.push({ features, onCpu: false, lockstep: subgroups ? 32 : 4, workgroupStorage });
      }
      for (const lockstep of subgroups ? [8, 16] : [4, 8, 16]) {
        all.push({ features, onCpu: true, lockstep, workgroupStorage: 32768 });
      }
    }
  }
  return all;
}

export type Model = Pick<Manifest, 'config' | 'quantization'>;

/** m1-nano as it is, and the shapes of the fixtures and of the self-test in every format. */
export async function everyModel(): Promise<Model[]> {
  const fixtures = join(root, 'test/fixtures');
  const shapes: ModelConfig[] = [];
  for (const name of readdirSync(fixtures)) {
    if (!readdirSync(join(fixtures, name)).includes('golden.safetensors')) continue;
    const checkpoint = await openCheckpoint(join(fixtures, name));
    shapes.push(readArchitecture(checkpoint.config).config);
    await checkpoint.close();
  }
  const nano = readFileSync(join(root, 'demo/public/models/m1-nano/manifest.json'), 'utf8');
  return [parseManifest(JSON.parse(nano)), ...selfTestModels(), ...shapes.flatMap(inEveryFormat)].map(
    oneLayerOfEach,
  );
}

/**
 * The self-test's shape, which has every kind of layer of MiniMax-M1, in every format, and the layers that only other families
 * have: together these use every shader.
 */
export function selfTestModels(): Model[] {
  const others: ModelConfig = {
    ...selfTestConfig,
    sharedExpert: false,
    qkNorm: 'all-heads',
    router: { scores: 'sigmoid', selectionBias: true, renormalize: true },
    denseIntermediateSize: 48,
    layers: [{ type: 'attention' }, { type: 'attention', dense: true }],
  };
  return [...inEveryFormat(selfTestConfig), inEveryFormat(others)[0]!];
}

function inEveryFormat(config: ModelConfig): Model[] {
  return formats.map((format) => {
    const quantization: Quantization = {
      experts: format,
      attention: format,
      embedding: format,
      head: format,
    };
    return { config, quantization };
  });
}

/** Layers of a kind have the same kernels. */
function oneLayerOfEach({ config, quantization }: Model): Model {
  const layers = config.layers.filter(
    ({ type, dense }, i) =>
      config.layers.findIndex((layer) => layer.type === type && layer.dense === dense) === i,
  );
  return { config: { ...config, layers }, quantization };
}

async function loadOnto(gpu: Gpu, model: Model, kvCache: KvFormat, plan: number): Promise<void> {
  const loaded = await loadOntoGpu({
    gpu: { ...gpu, tuning: planNumber(plan, gpu) },
    manifest: model as Manifest,
    source: { async *coreShards() {}, expert: () => Promise.reject(new Error('no expert is needed')) },
    contextLength: Math.min(1024, model.config.maxPositionEmbeddings),
    kvCache,
  });
  await loaded.executor.prepareRouting();
  for (const topLogProbs of [0, 1]) await loaded.executor.sampler.prepare({ topLogProbs });
  loaded.destroy();
  // Deferred kernels are compiled after the others.
  await new Promise((resolve) => setImmediate(resolve));
}

/** A tuning that selects, for every shape, the plan of this number, or the last one. */
function planNumber(plan: number, gpu: Gpu): Record<string, string> {
  return new Proxy<Record<string, string>>(
    {},
    {
      get: (_, key) => {
        const parts = /^(\w+) (\d+)x(\d+)x(\d+)$/.exec(String(key));
        if (!parts) return undefined;
        const [matrices, rows, columns] = parts.slice(2).map(Number) as [number, number, number];
        const shape = { format: parts[1], matrices, rows, columns } as MatvecShape;
        if (matvecKey(shape) !== key)
          throw new Error(`a matvec key is not parsed as it is written: ${String(key)}`);
        return matvecPlans(gpu, shape).at(Math.min(plan, matvecPlans(gpu, shape).length - 1))?.name;
      },
    },
  );
}

function madeUpDevice(adapter: Adapter, modules: Map<string, KernelModule>): GPUDevice {
  const { workgroupStorage, features } = adapter;
  const nothing = (): void => {};
  const encoder = { copyBufferToBuffer: nothing, clearBuffer: nothing, finish: () => ({}) };
  const device = {
    limits: {
      maxStorageBufferBindingSize: 2 ** 27,
      maxBufferSize: 2 ** 28,
      maxComputeWorkgroupStorageSize: workgroupStorage,
      maxComputeInvocationsPerWorkgroup: 256,
      maxComputeWorkgroupSizeX: 256,
      maxComputeWorkgroupsPerDimension: 65535,
      minStorageBufferOffsetAlignment: 256,
    },
    lost: new Promise(nothing),
    queue: { writeBuffer: nothing, submit: nothing, onSubmittedWorkDone: () => Promise.resolve() },
    createBuffer: (descriptor: GPUBufferDescriptor) => ({ ...descriptor, destroy: nothing }),
    createBindGroupLayout: (descriptor: unknown) => descriptor,
    createPipelineLayout: (descriptor: unknown) => descriptor,
    createBindGroup: (descriptor: unknown) => descriptor,
    createShaderModule: ({ code }: GPUShaderModuleDescriptor) => ({ code }),
    createCommandEncoder: () => encoder,
    pushErrorScope: nothing,
    popErrorScope: () => Promise.resolve(null),
    createComputePipelineAsync: ({ label = '', layout, compute }: GPUComputePipelineDescriptor) => {
      const { code } = compute.module as unknown as { code: string };
      const { constants } = compute as { constants?: Record<string, number> };
      const { bindGroupLayouts } = layout as unknown as {
        bindGroupLayouts: { entries: GPUBindGroupLayoutEntry[] }[];
      };
      const storage = bindGroupLayouts[0]!.entries.filter(({ buffer }) => buffer?.type !== 'uniform');
      const key = JSON.stringify([code, constants]);
      const known = modules.get(key);
      modules.set(key, {
        label,
        code,
        ...(constants && { constants }),
        f16: /^enable f16;/m.test(code),
        subgroups: features.subgroups,
        workgroupStorage: Math.min(workgroupStorage, known?.workgroupStorage ?? workgroupStorage),
        storageBuffers: storage.length,
      });
      return Promise.resolve({});
    },
  };
  return device as unknown as GPUDevice;
}
