// Opens a model folder on this machine's GPU, as a browser's worker opens one from a server.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { loadChatText } from '../chat/chat-text.ts';
import { LocalModel } from '../chat/local-model.ts';
import { IntegrityError, type PocketM1Error } from '../errors.ts';
import type { Gpu, GpuOptions } from '../gpu/device.ts';
import { folderFiles, type Manifest, type PackedShard } from '../shards/manifest.ts';
import { folderSource } from '../startup/folder-source.ts';
import { openEngine } from '../startup/open-engine.ts';
import { readBytes, readPackedShard } from './file-bytes.ts';
import { readManifest } from './inspect.ts';

export interface OpenModelOptions {
  openGpu: (options?: GpuOptions) => Promise<Gpu>;
  /** As in `LoadOptions`. */
  contextLength?: number | undefined;
  /** Called for problems that do not stop the model. */
  onWarning: (warning: PocketM1Error) => void;
}

export interface OpenedModel {
  model: LocalModel;
  gpuName: string;
}

/**
 * Reads tokenizer and core shards, and each expert when it is needed first; checks the hash of every file that it reads.
 * @throws PocketM1Error as `loadModel` does.
 */
export async function openModel(
  dir: string,
  { openGpu, contextLength, onWarning }: OpenModelOptions,
): Promise<OpenedModel> {
  const manifest = await readManifest(dir);
  const { vocabSize } = manifest.config;
  const { read, readPacked } = checkedReaders(dir, manifest);
  const listed = new Set(manifest.files.map(({ file }) => file));
  const { tokenizer, ...text } = await loadChatText(
    async (file) => (listed.has(file) ? new TextDecoder().decode(await read(file)) : undefined),
    vocabSize,
  );
  const measured = new Map<string, string>();
  let gpu = await openGpu();
  const engine = await openEngine({
    firstGpu: gpu,
    openGpu: async (options) => {
      gpu = await openGpu(options);
      return gpu;
    },
    tuning: {
      get: async (key) => measured.get(key),
      set: async (key, value) => void measured.set(key, value),
    },
    manifest,
    source: folderSource(manifest, read, readPacked),
    allowed: tokenizer.knownIds(vocabSize),
    contextLength,
    onWarning,
  });
  const owned = {
    contextLength: engine.contextLength,
    generate: engine.generate.bind(engine),
    dispose: () => {
      engine.dispose();
      gpu.device.destroy();
    },
  };
  return {
    model: new LocalModel(manifest.name, { engine: owned, tokenizer, ...text }),
    gpuName: engine.current.gpuName,
  };
}

/** Reads files of the folder, and experts in packs. Both reject with an `IntegrityError` for bytes without the manifest's hash. */
function checkedReaders(dir: string, manifest: Manifest) {
  const hashes = new Map(folderFiles(manifest).map(({ file, sha256 }) => [file, sha256]));
  return {
    read: async (file: string) =>
      checked(await readBytes(join(dir, file)), { dir, file, sha256: hashes.get(file) }),
    readPacked: async (shard: PackedShard) =>
      checked(await readPackedShard(dir, shard), { dir, file: shard.pack, sha256: shard.sha256 }),
  };
}

function checked(
  content: ArrayBuffer,
  { dir, file, sha256 }: { dir: string; file: string; sha256: string | undefined },
): ArrayBuffer {
  const actual = createHash('sha256').update(new Uint8Array(content)).digest('hex');
  if (actual === sha256) return content;
  throw new IntegrityError(
    'integrity',
    `${join(dir, file)}: its sha-256 is ${actual}, expected ${sha256}. Run pocket-m1 verify.`,
    { details: { file, actual } },
  );
}
