// The program that runs in every implementation of WebGPU: golden fixtures and pipelines. It reads its files over HTTP, so that
// it is the same in a page and in a process.

import type { Gpu, GpuOptions } from '../../src/gpu/device.ts';
import type { KvFormat } from '../../src/kernels/attention.ts';
import { parseManifest } from '../../src/shards/manifest.ts';
import { folderSource } from '../../src/startup/folder-source.ts';
import { evaluateGolden, type GoldenReport } from '../golden/evaluate.ts';
import type { KernelModule } from '../support/kernel-modules.ts';

export interface OpenOptions {
  /** Address of the server, with a slash at its end. */
  site: string;
  /** Choose kernels as for an adapter that computes on the CPU, or as for a GPU. Default: by the adapter. */
  kernels?: 'cpu' | 'gpu';
}

export interface CompileReport {
  compiled: number;
  /** Modules that need a feature which the adapter lacks. */
  withoutF16: number;
  withoutSubgroups: number;
  /** Problems of the modules that failed. */
  failures: string[];
}

/** The functions that a driver calls by name; `open` is called first and returns the adapter's name. */
export function createProgram(requestGpu: (options: GpuOptions) => Promise<Gpu>) {
  let gpu: Gpu;
  let site = '';

  async function fetchBytes(path: string): Promise<ArrayBuffer> {
    const response = await fetch(`${site}offered/${path}`);
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
    return response.arrayBuffer();
  }
  const fetchJson = async (path: string) => JSON.parse(new TextDecoder().decode(await fetchBytes(path)));

  const functions = {
    async open(options: OpenOptions): Promise<string> {
      ({ site } = options);
      gpu = await requestGpu(options.kernels ? { onCpu: options.kernels === 'cpu' } : {});
      return gpu.name;
    },

    /** `fixture` and `shards` are folders that the server offers. */
    async evaluateGolden(
      fixture: string,
      shards: string,
      chunkTokens: number,
      kvCache: KvFormat,
    ): Promise<GoldenReport> {
      const manifest = parseManifest(await fetchJson(`${shards}/manifest.json`));
      const source = folderSource(manifest, (file) => fetchBytes(`${shards}/${file}`));
      const golden = await fetchBytes(`${fixture}/golden.safetensors`);
      return evaluateGolden(gpu, manifest, source, golden, chunkTokens, kvCache);
    },

    /** Creates a pipeline of every module in a JSON file from the server. */
    async compile(file: string): Promise<CompileReport> {
      const report: CompileReport = { compiled: 0, withoutF16: 0, withoutSubgroups: 0, failures: [] };
      for (const module of (await fetchJson(file)) as KernelModule[]) {
        if (module.subgroups && !gpu.features.subgroups) {
          report.withoutSubgroups += 1;
        } else if (module.f16 && !gpu.features.f16) {
          report.withoutF16 += 1;
        } else {
          const wrong = await compileModule(gpu.device, module);
          if (wrong === undefined) report.compiled += 1;
          else report.failures.push(wrong);
        }
      }
      return report;
    },
  };
  return (name: keyof typeof functions, args: unknown[]): Promise<unknown> =>
    (functions[name] as (...args: unknown[]) => Promise<unknown>)(...args);
}

/** The module's problem, if any; warnings count. */
async function compileModule(
  device: GPUDevice,
  { label, code, constants }: KernelModule,
): Promise<string | undefined> {
  const module = device.createShaderModule({ label, code });
  const { messages } = await module.getCompilationInfo();
  const said = messages[0] && `line ${messages[0].lineNum}: ${messages[0].message}`;
  try {
    const compute = { module, entryPoint: 'main', ...(constants && { constants }) };
    await device.createComputePipelineAsync({ label, layout: 'auto', compute });
  } catch (error) {
    return said ?? (error as Error).message;
  }
  return said;
}
