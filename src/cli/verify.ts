// verify: checks a shard folder against its manifest (every size and hash, and every tensor's name, type, shape and offset),
// and whether a browser can open it.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PocketM1Error, withFullStop } from '../errors.ts';
import { coreShards, expertTensors, modelLayout, type StoredTensor } from '../model/layout.ts';
import type { ExpertShard, Manifest, ManifestFile } from '../shards/manifest.ts';
import { parseSafetensors, safetensorsDataOffset } from '../shards/safetensors.ts';
import { checkChatText } from './chat-check.ts';
import { shardsRevision } from './convert.ts';
import { readManifest } from './inspect.ts';
import { headBytes, wrongFile } from './wrong-file.ts';

export interface VerifyOptions {
  signal?: AbortSignal;
  /** Called with sentences about missing files, and about conversations that the model rejects. */
  onNote?: (note: string) => void;
}

/**
 * Reads and checks every byte of the folder.
 * @returns One sentence per problem.
 * @throws PocketM1Error if the manifest itself cannot be read.
 */
export async function verify(
  dir: string,
  { signal, onNote = () => {} }: VerifyOptions = {},
): Promise<string[]> {
  const manifest = await readManifest(dir);
  const expected = expectedTensors(manifest);
  const { files, shards, packs = [] } = manifest;
  const problems: string[] = [];
  if (shardsRevision(shards) !== manifest.revision) {
    problems.push(`manifest.json: revision is ${manifest.revision}, expected ${shardsRevision(shards)}.`);
  }
  const unreadable = new Set<string>();
  for (const entry of [...packs, ...files, ...shards]) {
    signal?.throwIfAborted();
    const place = placeOf(dir, entry);
    if (unreadable.has(place.path)) continue;
    const fileProblem = place.pack === undefined ? await sizeProblem(place.path, entry) : undefined;
    if (fileProblem !== undefined) unreadable.add(place.path);
    const problem =
      fileProblem ??
      (await hashProblem(place, entry)) ??
      (await tensorProblem(place, entry, expected.get(entry.file)));
    if (problem === undefined) continue;
    const where = place.pack === undefined ? '' : ` (in ${place.pack})`;
    problems.push(withFullStop(`${entry.file}${where}: ${problem}`));
  }
  const problem = await chatProblem(dir, manifest, onNote);
  if (problem !== undefined) problems.push(problem);
  return problems;
}

async function chatProblem(
  dir: string,
  { files, config }: Manifest,
  onNote: (note: string) => void,
): Promise<string | undefined> {
  const read = async (name: string): Promise<string | undefined> => {
    if (!files.some(({ file }) => file === name)) return undefined;
    return new TextDecoder().decode(await readFile(join(dir, name)));
  };
  try {
    for (const note of await checkChatText(read, config.vocabSize)) onNote(note);
    return undefined;
  } catch (error) {
    if (error instanceof PocketM1Error) return error.message;
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined; // a file that cannot be read is already reported
  }
}

function expectedTensors({ config, quantization, shards }: Manifest): Map<string, StoredTensor[]> {
  const { core, expertPage } = modelLayout(config, quantization);
  const coreFiles = coreShards(core);
  let next = 0;
  return new Map(
    shards.map(({ file, role }) => {
      if (role === 'expert') return [file, expertTensors(expertPage)];
      const parts = coreFiles[next++]!;
      return [file, parts.flatMap(({ weight, scales }) => (scales === null ? [weight] : [weight, scales]))];
    }),
  );
}

/** Where the bytes of an entry are: in a file of its own, or in a pack from `offset`. */
interface Place {
  path: string;
  pack?: string;
  offset: number;
}

function placeOf(dir: string, entry: ManifestFile | ExpertShard): Place {
  if (!('pack' in entry && entry.pack !== undefined)) return { path: join(dir, entry.file), offset: 0 };
  return { path: join(dir, entry.pack), pack: entry.pack, offset: entry.offset! };
}

async function sizeProblem(path: string, { bytes }: ManifestFile): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    const head = await readHead(path, headBytes);
    if (size === bytes) return undefined;
    const what = wrongFile(head, size, 'bytes');
    return `is ${size} bytes long, expected ${bytes}${what === undefined ? '' : `; it ${what}`}`;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'is missing' : `cannot be read (${code ?? message})`;
  }
}

async function hashProblem(
  { path, pack, offset }: Place,
  { bytes, sha256 }: ManifestFile,
): Promise<string | undefined> {
  const hash = createHash('sha256');
  const range = pack === undefined ? {} : { start: offset, end: offset + bytes - 1 };
  for await (const chunk of createReadStream(path, range)) hash.update(chunk as Buffer);
  const actual = hash.digest('hex');
  return actual === sha256 ? undefined : `its sha-256 is ${actual}, expected ${sha256}`;
}

async function readHead(path: string, bytes: number): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function tensorProblem(
  { path, offset }: Place,
  { file, bytes: fileBytes }: ManifestFile,
  expected: StoredTensor[] | undefined,
): Promise<string | undefined> {
  if (expected === undefined) return undefined; // not a shard
  const handle = await open(path);
  try {
    const start = new Uint8Array(Math.min(8, fileBytes));
    await handle.read(start, 0, start.byteLength, offset);
    const header = new Uint8Array(safetensorsDataOffset(start, { file, fileBytes }));
    await handle.read(header, 0, header.byteLength, offset);
    const { dataOffset, tensors } = parseSafetensors(header, { file, fileBytes });
    if (dataOffset % 8 !== 0)
      return `its data section starts at byte ${dataOffset}, expected a multiple of 8`;
    const actual = [...tensors].map(([name, { dtype, shape }]) => signature(name, dtype, shape));
    for (const [i, { name, dtype, shape }] of expected.entries()) {
      const wanted = signature(name, dtype, shape);
      if (actual[i] !== wanted) return `tensor ${i} is ${actual[i] ?? 'missing'}, expected ${wanted}`;
    }
    return actual.length === expected.length
      ? undefined
      : `contains ${actual[expected.length]}, which is not part of the model`;
  } catch (error) {
    if (error instanceof PocketM1Error) return error.message.replace(`${file}: `, '');
    throw error;
  } finally {
    await handle.close();
  }
}

function signature(name: string, dtype: string, shape: number[]): string {
  return `${name} ${dtype} [${shape.join(', ')}]`;
}
