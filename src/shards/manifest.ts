// manifest.json describes a shard folder. `parseManifest` narrows the JSON and checks that its parts are consistent, so that
// other code may rely on them; sha-256 covers the bytes of the shards.

import type { ModelConfig } from '../contract/model-config.ts';
import { show } from '../errors.ts';
import { type Quantization, sparseLayers, type WeightFormat } from '../model/config.ts';
import { coreShards, minCoreShards, modelLayout } from '../model/layout.ts';
import { parseConfig } from './manifest-config.ts';
import { array, fail, finite, integer, matching, object, text } from './manifest-fields.ts';

export const MANIFEST_FILE = 'manifest.json';
/** What this release writes; it also reads version 1, which had fewer fields in `config`. */
export const MANIFEST_VERSION = 2;

export interface ManifestFile {
  /** Path relative to the manifest, with `/` as separator. */
  file: string;
  bytes: number;
  /** 64 lower-case hex digits. */
  sha256: string;
}

export interface CoreShard extends ManifestFile {
  role: 'core';
}

export interface ExpertShard extends ManifestFile {
  role: 'expert';
  layer: number;
  expert: number;
  /**
   * The file of `packs` whose bytes from `offset` are this shard. `file` is then only its name, and `sha256` its identity in
   * storage, where it is kept by itself. Default: a file of its own.
   */
  pack?: string;
  offset?: number;
}

/** An expert whose bytes are a part of a pack. */
export type PackedShard = ExpertShard & { pack: string };

/** A file of several experts of one layer, one behind the other. */
export interface Pack extends ManifestFile {
  experts: (ExpertShard & { offset: number })[];
}

/** A core shard (embedding, norms, attention, routers, head) or one routed expert. */
export type Shard = CoreShard | ExpertShard;

export interface Manifest {
  format: 'pocket-m1';
  version: typeof MANIFEST_VERSION;
  name: string;
  /** First 16 hex digits of the sha-256 of the shards' hashes joined by newlines; changes with any weight. */
  revision: string;
  config: ModelConfig;
  quantization: Quantization;
  /** Configuration and tokenizer files copied from the checkpoint. */
  files: ManifestFile[];
  /** Core shards in the order of the layout; every routed expert exactly once. */
  shards: Shard[];
  /**
   * Files of several experts, for models that would need thousands of requests. `convert` joins the experts of a layer in
   * their order, as many as it takes for no more than 512 files, but makes no file larger than 16 MiB.
   */
  packs?: ManifestFile[];
  /** [layer][expert]: the measured share of the expert in its layer's picks. */
  popularity?: number[][];
  /** [layer]: the experts picked while reading the prefix that the chat template writes before the first user message. */
  opening?: number[][];
}

/**
 * Returns the manifest in the current version.
 * @throws IntegrityError `manifest-invalid` naming the first wrong field.
 */
export function parseManifest(value: unknown): Manifest {
  const manifest = object(value, 'the root');
  if (manifest.format !== 'pocket-m1') fail(`format is ${show(manifest.format)}, expected "pocket-m1"`);
  const { version } = manifest;
  if (version !== 1 && version !== MANIFEST_VERSION) {
    fail(`version is ${show(version)}, but this release reads versions 1 and ${MANIFEST_VERSION}`);
  }
  const parsed: Manifest = {
    format: 'pocket-m1',
    version: MANIFEST_VERSION,
    name: text(manifest.name, 'name'),
    revision: matching(manifest.revision, 'revision', /^[0-9a-f]{16}$/, '16 lower-case hex digits'),
    config: parseConfig(manifest.config, version),
    quantization: parseQuantization(manifest.quantization),
    files: array(manifest.files, 'files').map((file, i) =>
      parseFile(object(file, `files[${i}]`), `files[${i}]`),
    ),
    shards: array(manifest.shards, 'shards').map((shard, i) => parseShard(shard, `shards[${i}]`)),
  };
  if (manifest.packs !== undefined) {
    parsed.packs = array(manifest.packs, 'packs').map((pack, i) =>
      parseFile(object(pack, `packs[${i}]`), `packs[${i}]`),
    );
  }
  if (manifest.popularity !== undefined) {
    parsed.popularity = parsePopularity(manifest.popularity, parsed.config);
  }
  if (manifest.opening !== undefined) parsed.opening = parseOpening(manifest.opening, parsed.config);
  checkFileNames(parsed);
  checkShards(parsed);
  checkPacks(parsed);
  return parsed;
}

/** The packs by their names, with the experts in them. */
export function packsOf({ packs = [], shards }: Pick<Manifest, 'packs' | 'shards'>): Map<string, Pack> {
  const byFile = new Map(packs.map((pack): [string, Pack] => [pack.file, { ...pack, experts: [] }]));
  for (const shard of shards) {
    if (!isPacked(shard)) continue;
    const { offset = 0 } = shard;
    byFile.get(shard.pack)?.experts.push({ ...shard, offset });
  }
  return byFile;
}

/** The files of the folder, manifest.json left out. */
export function folderFiles({ files, shards, packs = [] }: Manifest): ManifestFile[] {
  return [...files, ...shards.filter((shard) => !isPacked(shard)), ...packs];
}

export function expertOf(file: ManifestFile | Shard): ExpertShard | undefined {
  return 'role' in file && file.role === 'expert' ? file : undefined;
}

export function isPacked(shard: Shard): shard is PackedShard {
  return shard.role === 'expert' && shard.pack !== undefined;
}

function parseQuantization(value: unknown): Quantization {
  const quantization = object(value, 'quantization');
  const format = (key: keyof Quantization): WeightFormat => {
    const name = quantization[key];
    if (name === 'f32' || name === 'f16' || name === 'q8' || name === 'q4') return name;
    return fail(`quantization.${key} is ${show(name)}, expected "f32", "f16", "q8" or "q4"`);
  };
  return {
    experts: format('experts'),
    attention: format('attention'),
    embedding: format('embedding'),
    head: format('head'),
  };
}

function parseFile(entry: Record<string, unknown>, path: string): ManifestFile {
  return {
    file: relativePath(entry.file, `${path}.file`),
    bytes: integer(entry.bytes, `${path}.bytes`, 0),
    sha256: matching(entry.sha256, `${path}.sha256`, /^[0-9a-f]{64}$/, '64 lower-case hex digits'),
  };
}

function parseShard(value: unknown, path: string): Shard {
  const entry = object(value, path);
  const file = parseFile(entry, path);
  if (entry.role === 'core') return { ...file, role: 'core' };
  if (entry.role !== 'expert') fail(`${path}.role is ${show(entry.role)}, expected "core" or "expert"`);
  const shard: ExpertShard = {
    ...file,
    role: 'expert',
    layer: integer(entry.layer, `${path}.layer`, 0),
    expert: integer(entry.expert, `${path}.expert`, 0),
  };
  if (entry.pack === undefined) return shard;
  const offset = integer(entry.offset, `${path}.offset`, 0);
  return { ...shard, pack: relativePath(entry.pack, `${path}.pack`), offset };
}

function parsePopularity(value: unknown, { layers, numLocalExperts }: ModelConfig): number[][] {
  const rows = array(value, 'popularity');
  if (rows.length !== layers.length)
    fail(`popularity has ${rows.length} rows, expected ${layers.length}, one per layer`);
  return rows.map((row, l) => {
    const shares = array(row, `popularity[${l}]`);
    const expected = layers[l]!.dense ? 0 : numLocalExperts;
    if (shares.length !== expected) {
      fail(`popularity[${l}] has ${shares.length} entries, expected ${expected}, one per expert`);
    }
    return shares.map((share, e) => finite(share, `popularity[${l}][${e}]`));
  });
}

function parseOpening(value: unknown, { layers, numLocalExperts }: ModelConfig): number[][] {
  const rows = array(value, 'opening');
  if (rows.length !== layers.length)
    fail(`opening has ${rows.length} rows, expected ${layers.length}, one per layer`);
  return rows.map((row, l) =>
    array(row, `opening[${l}]`).map((expert, i) => {
      const number = integer(expert, `opening[${l}][${i}]`, 0);
      if (number < numLocalExperts) return number;
      return fail(`opening[${l}][${i}] is ${number}, expected an expert below ${numLocalExperts}`);
    }),
  );
}

function checkFileNames({ files, shards, packs = [] }: Manifest): void {
  const seen = new Set<string>([MANIFEST_FILE]);
  for (const { file } of [...files, ...shards, ...packs]) {
    if (seen.has(file)) fail(`${show(file)} is listed twice`);
    seen.add(file);
  }
}

function checkShards({ config, quantization, shards }: Manifest): void {
  const experts = new Map(sparseLayers(config).map((layer) => [layer, new Set<number>()]));
  let core = 0;
  for (const [i, shard] of shards.entries()) {
    if (shard.role === 'core') {
      core += 1;
      continue;
    }
    const ofLayer = experts.get(shard.layer);
    if (ofLayer === undefined || shard.expert >= config.numLocalExperts) {
      fail(`shards[${i}] is layer ${shard.layer}, expert ${shard.expert}, which the model does not have`);
    }
    if (ofLayer.has(shard.expert)) fail(`shards has layer ${shard.layer}, expert ${shard.expert} twice`);
    ofLayer.add(shard.expert);
  }
  const layout = modelLayout(config, quantization);
  const minCore = minCoreShards(layout.core);
  if (core < minCore) fail(`shards has ${core} core shards, expected at least ${minCore} for this config`);
  const expectedCore = coreShards(layout.core).length;
  if (core !== expectedCore) fail(`shards has ${core} core shards, expected ${expectedCore} for this config`);
  for (const [layer, present] of experts) {
    for (let expert = 0; expert < config.numLocalExperts; expert++) {
      if (!present.has(expert)) fail(`shards has no shard for layer ${layer}, expert ${expert}`);
    }
  }
}

function checkPacks({ shards, packs = [] }: Manifest): void {
  const sizes = new Map(packs.map(({ file, bytes }) => [file, bytes]));
  for (const [i, shard] of shards.entries()) {
    if (!isPacked(shard)) continue;
    const size = sizes.get(shard.pack);
    if (size === undefined) fail(`shards[${i}].pack is ${show(shard.pack)}, which is not in packs`);
    const end = shard.offset! + shard.bytes;
    if (end > size) fail(`shards[${i}] ends at byte ${end} of its pack, which has ${size}`);
  }
}

// Only paths that stay inside the folder on every server and file system.
function relativePath(value: unknown, path: string): string {
  const file = text(value, path);
  const plain = file
    .split('/')
    .every((part) => /^[A-Za-z0-9._-]+$/.test(part) && part !== '.' && part !== '..');
  if (!plain) fail(`${path} is ${show(file)}, expected a relative path of letters, digits, ".", "_" and "-"`);
  return file;
}
