// The page that `npm run golden` drives: evaluates one fixture that the server offers under its number.

import { requestGpu } from '../../src/gpu/device.ts';
import type { KvFormat } from '../../src/kernels/attention.ts';
import { folderSource } from '../../src/runtime/folder-source.ts';
import { parseManifest } from '../../src/shards/manifest.ts';
import { evaluateGolden, type GoldenReport } from './evaluate.ts';

const gpu = await requestGpu();

async function fetchBytes(path: string): Promise<ArrayBuffer> {
  const response = await fetch(`/golden-files/${path}`);
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return response.arrayBuffer();
}

async function evaluate(id: string, chunkTokens: number, kvCache: KvFormat): Promise<GoldenReport> {
  const shards = `${id}/shards`;
  const manifest = parseManifest(
    JSON.parse(new TextDecoder().decode(await fetchBytes(`${shards}/manifest.json`))),
  );
  const source = folderSource(manifest, (file) => fetchBytes(`${shards}/${file}`));
  const golden = await fetchBytes(`${id}/golden.safetensors`);
  return evaluateGolden(gpu, manifest, source, golden, chunkTokens, kvCache);
}

Object.assign(globalThis, { evaluateGolden: evaluate, adapterName: () => gpu.name });
