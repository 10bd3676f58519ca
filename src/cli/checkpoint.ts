// A Hugging Face checkpoint on disk: config.json and the safetensors files. Opening it reads only the headers; rows of tensors
// are read on demand, so a checkpoint may be larger than the memory.

import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PocketM1Error, show } from '../errors.ts';
import { parseSafetensors, safetensorsDataOffset } from '../shards/safetensors.ts';
import { checkpointError } from './checkpoint-error.ts';
import type { CheckpointTensor } from './checkpoint-tensor.ts';
import { f16Value } from './f16.ts';
import { attachScales, decodeFp8, scaleRows } from './fp8.ts';
import { readJsonFile } from './json-file.ts';
import { renameTensors } from './tensor-names.ts';
import { headBytes, wrongFile } from './wrong-file.ts';

/** Reads rows of tensors, treating each as a matrix whose last dimension is the columns. */
export interface Checkpoint {
  /** config.json, parsed. */
  config: Record<string, unknown>;
  /** By the names of the architecture, without prefixes of wrappers. */
  tensors: ReadonlyMap<string, CheckpointTensor>;
  /** Sentences for the user about how the files were read. */
  notes: string[];
  /** Writes rows [first, first + count) into `out` as f32, from its start. */
  readRows(tensor: CheckpointTensor, first: number, count: number, out: Float32Array): Promise<void>;
  close(): Promise<void>;
}

const WEIGHTS_FILE = 'model.safetensors';
const INDEX_FILE = 'model.safetensors.index.json';

/** @throws PocketM1Error `checkpoint-invalid` naming the file that is missing, truncated or malformed. */
export async function openCheckpoint(dir: string): Promise<Checkpoint> {
  const config = await readRequired(dir, 'config.json');
  const handles = new Map<string, FileHandle>();
  const close = async () => {
    await Promise.all([...handles.values()].map((handle) => handle.close()));
    handles.clear();
  };
  try {
    const { tensors, notes } = renameTensors(await readTensors(dir, handles));
    attachScales(tensors, config);
    return {
      config,
      tensors,
      notes,
      close,
      readRows: (tensor, first, count, out) => readRows(handles, tensor, first, count, out),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readTensors(
  dir: string,
  handles: Map<string, FileHandle>,
): Promise<Map<string, CheckpointTensor>> {
  const tensors = new Map<string, CheckpointTensor>();
  if (await isFile(join(dir, WEIGHTS_FILE))) {
    for (const tensor of await openWeights(dir, WEIGHTS_FILE, handles)) tensors.set(tensor.name, tensor);
    return tensors;
  }
  if (!(await isFile(join(dir, INDEX_FILE)))) {
    throw checkpointError(`${dir}: has neither ${WEIGHTS_FILE} nor ${INDEX_FILE}${await otherWeights(dir)}`);
  }

  const fileOf = await readIndex(dir);
  for (const file of new Set(fileOf.values())) {
    for (const tensor of await openWeights(dir, file, handles)) {
      if (fileOf.get(tensor.name) === file) tensors.set(tensor.name, tensor);
    }
  }
  for (const [name, file] of fileOf) {
    if (!tensors.has(name))
      throw checkpointError(`${file}: has no tensor ${name}, although ${INDEX_FILE} lists it`);
  }
  return tensors;
}

async function readIndex(dir: string): Promise<Map<string, string>> {
  const { weight_map: weightMap } = await readRequired(dir, INDEX_FILE);
  if (typeof weightMap !== 'object' || weightMap === null || Array.isArray(weightMap)) {
    throw checkpointError(`${INDEX_FILE}: weight_map is not an object`);
  }
  return new Map(
    Object.entries(weightMap as Record<string, unknown>).map(([name, file]) => {
      if (typeof file !== 'string' || !/^[\w.-]+\.safetensors$/.test(file)) {
        throw checkpointError(
          `${INDEX_FILE}: tensor ${name} is in ${show(file)}, expected a .safetensors file name`,
        );
      }
      return [name, file];
    }),
  );
}

async function openWeights(
  dir: string,
  file: string,
  handles: Map<string, FileHandle>,
): Promise<CheckpointTensor[]> {
  let handle: FileHandle;
  try {
    handle = await open(join(dir, file));
  } catch (cause) {
    throw checkpointError(`${file}: cannot be opened (${reason(cause)})`, cause);
  }
  handles.set(file, handle);

  const { size: fileBytes } = await handle.stat();
  try {
    const dataOffset = safetensorsDataOffset(await readUpTo(handle, 8), { file, fileBytes });
    const header = parseSafetensors(await readUpTo(handle, dataOffset), { file, fileBytes });
    return [...header.tensors].map(([name, { dtype, shape, begin }]) => {
      return { name, dtype, shape, file, position: dataOffset + begin };
    });
  } catch (error) {
    if (!(error instanceof PocketM1Error)) throw error;
    const what = wrongFile(await readUpTo(handle, Math.min(headBytes, fileBytes)), fileBytes, 'bytes');
    throw checkpointError(
      what === undefined ? `${error.message} Download the file again.` : `${file}: ${what}`,
      error,
    );
  }
}

/** The rest of an error's sentence: which other weights the folder has, and what to do. */
async function otherWeights(dir: string): Promise<string> {
  const files = await readdir(dir).catch((): string[] => []);
  if (files.includes('adapter_config.json')) {
    return ', but a LoRA adapter: merge it into its base model first, with merge_and_unload.';
  }
  const others = files.filter((file) => /\.(safetensors|bin|pth?|ckpt|gguf|h5|msgpack|onnx)$/.test(file));
  if (others.length === 0) return ': save the model with save_pretrained, or download its weights.';
  return `, but ${others.slice(0, 3).join(', ')}: load the model and save it with save_pretrained.`;
}

async function readRequired(dir: string, file: string): Promise<Record<string, unknown>> {
  const found = await readJsonFile(dir, file);
  if (found === undefined)
    throw checkpointError(`${join(dir, file)}: cannot be read (ENOENT: no such file).`);
  return found.value;
}

async function readRows(
  handles: ReadonlyMap<string, FileHandle>,
  tensor: CheckpointTensor,
  first: number,
  count: number,
  out: Float32Array,
): Promise<void> {
  const handle = handles.get(tensor.file)!;
  if (tensor.scales !== undefined) {
    const { tensor: scales } = tensor.scales;
    const needed = scaleRows(tensor, first, count);
    const values = new Float32Array(needed.count * scales.shape.at(-1)!);
    await readRows(handles, scales, needed.first, needed.count, values);
    const bits = await readBytes(handle, tensor, first, count, 1);
    decodeFp8(bits, tensor, first, values, out);
    return;
  }
  const decode = decoders[tensor.dtype];
  if (decode === undefined) {
    const expected = Object.keys(decoders).join(', ');
    throw checkpointError(
      `${tensor.file}: tensor ${tensor.name} is ${tensor.dtype}, expected one of ${expected}`,
    );
  }
  const bytes = await readBytes(handle, tensor, first, count, decode.bytes);
  decode.into(bytes.buffer, out.subarray(0, bytes.length / decode.bytes));
}

async function readBytes(
  handle: FileHandle,
  tensor: CheckpointTensor,
  first: number,
  count: number,
  elementBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const rowBytes = (tensor.shape.at(-1) ?? 1) * elementBytes;
  const bytes = new Uint8Array(count * rowBytes);
  const { bytesRead } = await handle.read(bytes, 0, bytes.byteLength, tensor.position + first * rowBytes);
  if (bytesRead !== bytes.byteLength) {
    throw checkpointError(`${tensor.file}: ends inside tensor ${tensor.name}`);
  }
  return bytes;
}

/** The readable element types, all little-endian like every platform of Node. */
const decoders: Record<string, { bytes: number; into: (bytes: ArrayBuffer, out: Float32Array) => void }> = {
  F32: { bytes: 4, into: (bytes, out) => out.set(new Float32Array(bytes)) },
  F64: { bytes: 8, into: (bytes, out) => out.set(new Float64Array(bytes)) },
  BF16: { bytes: 2, into: decodeBf16 },
  F16: { bytes: 2, into: decodeF16 },
};

/** Whether a tensor's weights can be read. */
export function isReadable({ dtype, scales }: CheckpointTensor): boolean {
  return scales !== undefined || Object.hasOwn(decoders, dtype);
}

function decodeBf16(bytes: ArrayBuffer, out: Float32Array): void {
  const bits = new Uint16Array(bytes);
  const outBits = new Uint32Array(out.buffer, out.byteOffset, out.length);
  for (let i = 0; i < bits.length; i++) outBits[i] = bits[i]! << 16;
}

function decodeF16(bytes: ArrayBuffer, out: Float32Array): void {
  const bits = new Uint16Array(bytes);
  for (let i = 0; i < bits.length; i++) out[i] = f16Value(bits[i]!);
}

async function readUpTo(handle: FileHandle, bytes: number): Promise<Uint8Array> {
  const out = new Uint8Array(bytes);
  const { bytesRead } = await handle.read(out, 0, bytes, 0);
  return out.subarray(0, bytesRead);
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
