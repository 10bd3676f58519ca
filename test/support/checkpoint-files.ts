// Checkpoints on disk for tests of the converter: read a fixture's tensors, change them, write them out again.

import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSafetensors, safetensorsHeader } from '../../src/shards/safetensors.ts';

/** A tensor as raw bytes. */
export interface RawTensor {
  dtype: string;
  shape: number[];
  bytes: Uint8Array;
}

export type RawTensors = Map<string, RawTensor>;

export function fixtureDir(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
}

/** Calls `body` with the path of a new folder and removes it afterwards. */
export async function withFolder<T>(body: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'pocket-m1-'));
  try {
    return await body(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

export async function readTensors(path: string): Promise<RawTensors> {
  const file = new Uint8Array(await readFile(path));
  const { dataOffset, tensors } = parseSafetensors(file);
  return new Map(
    [...tensors].map(([name, { dtype, shape, begin, end }]) => {
      return [name, { dtype, shape, bytes: file.slice(dataOffset + begin, dataOffset + end) }];
    }),
  );
}

export async function readConfig(dir: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(dir, 'config.json'), 'utf8')) as Record<string, unknown>;
}

/** hybrid-8 reduced to layers 0 (lightning) and 7 (softmax) and two experts, so that converting it is fast. */
export async function smallCheckpoint(): Promise<{ config: Record<string, unknown>; tensors: RawTensors }> {
  const config = await readConfig(fixtureDir('hybrid-8'));
  const tensors: RawTensors = new Map();
  for (const [name, tensor] of await readTensors(join(fixtureDir('hybrid-8'), 'model.safetensors'))) {
    if (/layers\.[1-6]\.|experts\.[2-7]\./.test(name)) continue;
    const { dtype, shape, bytes } = tensor;
    const kept = { dtype, shape: [2, shape[1]!], bytes: bytes.slice(0, 2 * shape[1]! * 2) };
    tensors.set(name.replace('layers.7.', 'layers.1.'), name.endsWith('moe.gate.weight') ? kept : tensor);
  }
  return {
    config: { ...config, num_hidden_layers: 2, attn_type_list: [0, 1], num_local_experts: 2 },
    tensors,
  };
}

export async function writeSmallCheckpoint(dir: string): Promise<string> {
  const { config, tensors } = await smallCheckpoint();
  await writeCheckpoint(dir, config, tensors);
  return dir;
}

export async function writeTensors(path: string, tensors: RawTensors): Promise<void> {
  const entries = [...tensors].map(([name, { dtype, shape, bytes }]) => ({
    name,
    dtype,
    shape,
    bytes: bytes.length,
  }));
  await writeFile(path, [safetensorsHeader(entries), ...[...tensors.values()].map(({ bytes }) => bytes)]);
}

/** Writes config.json and the tensors, in `files` files, with an index if there are several. */
export async function writeCheckpoint(
  dir: string,
  config: Record<string, unknown>,
  tensors: RawTensors,
  { files = 1 }: { files?: number } = {},
): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'config.json'), JSON.stringify(config));
  if (files === 1) return writeTensors(join(dir, 'model.safetensors'), tensors);

  const weightMap: Record<string, string> = {};
  for (let i = 0; i < files; i++) {
    const file = `model-${i + 1}-of-${files}.safetensors`;
    const part = new Map([...tensors].filter((_, t) => t % files === i));
    for (const name of part.keys()) weightMap[name] = file;
    await writeTensors(join(dir, file), part);
  }
  await writeFile(join(dir, 'model.safetensors.index.json'), JSON.stringify({ weight_map: weightMap }));
}

/** The sha-256 of every file below `dir`, by its path relative to it. */
export async function hashFolder(dir: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const hash = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    files.set(relative(dir, path).replaceAll('\\', '/'), hash);
  }
  return files;
}

/** A BF16 tensor with these values, which must be exact in bf16. */
export function bf16(shape: number[], values: ArrayLike<number>): RawTensor {
  // A loop, because TypedArray.from with a function takes seconds for large matrices.
  const words = new Uint32Array(Float32Array.from(values).buffer);
  const bits = new Uint16Array(words.length);
  for (let i = 0; i < bits.length; i++) bits[i] = words[i]! >>> 16;
  return { dtype: 'BF16', shape, bytes: new Uint8Array(bits.buffer) };
}
