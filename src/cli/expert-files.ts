// How many experts share a file, and how they are written.

import type { ModelConfig } from '../contract/model-config.ts';
import { PocketM1Error } from '../errors.ts';
import { sparseLayers } from '../model/config.ts';
import type { ExpertShard, ManifestFile } from '../shards/manifest.ts';
import { MEMORY_SHARD_BYTES } from '../storage/memory-shards.ts';
import { entryOf, type OutputFolder } from './output-folder.ts';

const MAX_FILES = 512;
const MAX_PACK_BYTES = 16 * 2 ** 20;

/** @throws PocketM1Error `invalid-argument` if files of `given` experts are too large. */
export function chooseExpertsPerFile(config: ModelConfig, expertBytes: number, given?: number): number {
  if (given === undefined) return defaultExpertsPerFile(config, expertBytes);
  const perFile = Math.min(given, config.numLocalExperts);
  if (perFile === 1 || perFile * expertBytes <= MEMORY_SHARD_BYTES) return perFile;
  const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);
  const fitting = Math.max(1, Math.floor(MEMORY_SHARD_BYTES / expertBytes));
  throw new PocketM1Error(
    'invalid-argument',
    `--experts-per-file is ${given}, which makes files of ${mebibytes(perFile * expertBytes)} MiB: expected at most ${fitting}, ` +
      `because a browser that cannot store a file keeps no more than ${mebibytes(MEMORY_SHARD_BYTES)} MiB in memory.`,
  );
}

/** The rule that `packs` of the manifest documents. */
function defaultExpertsPerFile(config: ModelConfig, expertBytes: number): number {
  // A file has experts of one layer only.
  const filesPerLayer = Math.max(1, Math.floor(MAX_FILES / sparseLayers(config).length));
  const wanted = Math.ceil(config.numLocalExperts / filesPerLayer);
  const fitting = Math.max(1, Math.floor(MAX_PACK_BYTES / expertBytes));
  return Math.min(wanted, fitting);
}

export function expertFile(layer: number, expert: number): string {
  return `experts/${digits(layer)}-${digits(expert)}.safetensors`;
}

/** Writes consecutive experts of a layer, each given as the chunks of its safetensors file: several into one pack. */
export async function writeExperts(
  out: OutputFolder,
  layer: number,
  first: number,
  contents: Uint8Array[][],
): Promise<{ shards: ExpertShard[]; packs: ManifestFile[] }> {
  const role = 'expert';
  if (contents.length === 1) {
    const written = await out.write(expertFile(layer, first), ...contents[0]!);
    return { shards: [{ ...written, role, layer, expert: first }], packs: [] };
  }
  const pack = await out.write(`experts/${digits(layer)}-${digits(first)}.pack`, ...contents.flat());
  let end = 0;
  const shards = contents.map((chunks, i): ExpertShard => {
    const expert = first + i;
    const offset = end;
    const entry = entryOf(expertFile(layer, expert), chunks);
    end += entry.bytes;
    return { ...entry, role, layer, expert, pack: pack.file, offset };
  });
  return { shards, packs: [pack] };
}

function digits(index: number): string {
  return String(index).padStart(2, '0');
}
