// Writes a checkpoint of a released shape with random bf16 weights, in pieces of one tensor, so that it uses little memory.

import { type FileHandle, mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readArchitecture } from '../src/cli/architectures.ts';
import type { SourceTensor } from '../src/cli/row-source.ts';
import { requiredTensors, tensorSources } from '../src/cli/tensor-sources.ts';
import { safetensorsHeader } from '../src/shards/safetensors.ts';

const maxFileBytes = 2 ** 31;
const pieceElements = 2 ** 20;

/** Returns the bytes of all weights. The names are those of the family in `transformers`. */
export async function writeRandomCheckpoint(dir: string, hf: Record<string, unknown>): Promise<number> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'config.json'), JSON.stringify(hf));
  const tensors = tensorsOf(hf).map((tensor) => ({
    ...tensor,
    dtype: 'BF16',
    bytes: 2 * tensor.shape.reduce((product, size) => product * size, 1),
  }));
  const files: (typeof tensors)[] = [];
  let room = 0;
  for (const tensor of tensors) {
    if (tensor.bytes > room) {
      files.push([]);
      room = maxFileBytes;
    }
    files.at(-1)!.push(tensor);
    room -= tensor.bytes;
  }
  const random = noise();
  const weightMap: Record<string, string> = {};
  for (const [i, content] of files.entries()) {
    const file = `model-${i + 1}-of-${files.length}.safetensors`;
    const handle = await open(join(dir, file), 'w');
    await handle.write(safetensorsHeader(content));
    for (const { name, shape } of content) {
      weightMap[name] = file;
      await writeTensor(handle, shape, random);
    }
    await handle.close();
  }
  await writeFile(join(dir, 'model.safetensors.index.json'), JSON.stringify({ weight_map: weightMap }));
  return tensors.reduce((sum, { bytes }) => sum + bytes, 0);
}

function tensorsOf(hf: Record<string, unknown>): SourceTensor[] {
  const { config } = readArchitecture(hf);
  const [architecture] = hf.architectures as string[];
  // The fields by which the converter distinguishes the families.
  const own =
    architecture === 'GraniteMoeForCausalLM'
      ? /\.router\.layer\.weight$|_linear\.weight$/
      : /\.mlp\.gate\.weight$|\.gate_proj\.weight$/;
  const sources = tensorSources(config, (name) => own.test(name));
  return [...requiredTensors(config, sources).values()];
}

/** Norms are ones, and matrices have variance 1 / columns. */
async function writeTensor(
  handle: FileHandle,
  shape: readonly number[],
  random: (elements: number, deviation: number) => Uint16Array,
): Promise<void> {
  const total = shape.reduce((product, size) => product * size, 1);
  for (let at = 0; at < total; at += pieceElements) {
    const count = Math.min(pieceElements, total - at);
    const piece =
      shape.length === 1 ? new Uint16Array(count).fill(0x3f80) : random(count, shape.at(-1)! ** -0.5);
    await handle.write(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
  }
}

/** bf16 values, uniform around zero, from one table that is read from a different offset each time. */
function noise(): (elements: number, deviation: number) => Uint16Array {
  const uniform = new Float32Array(pieceElements);
  let state = 0x9e3779b1;
  for (let i = 0; i < uniform.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    uniform[i] = (state / 2 ** 31) * Math.sqrt(3);
  }
  const tables = new Map<number, Uint16Array>();
  let start = 0;
  return (elements, deviation) => {
    let table = tables.get(deviation);
    if (table === undefined) {
      const words = new Uint32Array(uniform.map((value) => value * deviation).buffer);
      table = Uint16Array.from({ length: 2 * pieceElements }, (_, i) => words[i % pieceElements]! >>> 16);
      tables.set(deviation, table);
    }
    start = (start + 1_000_003) % pieceElements;
    return table.subarray(start, start + elements);
  };
}
