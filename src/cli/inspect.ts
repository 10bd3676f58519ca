// inspect: the contents of a shard folder as a readable table.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelConfig } from '../contract/model-config.ts';
import { IntegrityError, PocketM1Error } from '../errors.ts';
import { sparseLayers, type WeightFormat } from '../model/config.ts';
import { type MatrixLayout, modelLayout, type TensorLayout } from '../model/layout.ts';
import { folderFiles, MANIFEST_FILE, type Manifest, parseManifest } from '../shards/manifest.ts';

/** @throws PocketM1Error `manifest-invalid` if `dir` has no valid manifest. */
export async function readManifest(dir: string): Promise<Manifest> {
  const path = join(dir, MANIFEST_FILE);
  let text: string;
  try {
    text = new TextDecoder().decode(await readFile(path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new PocketM1Error('manifest-invalid', `${path}: cannot be read (${code}).`, { cause });
  }
  try {
    return parseManifest(JSON.parse(text));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new IntegrityError('manifest-invalid', `${path}: is not JSON.`, { cause });
  }
}

export async function inspect(dir: string): Promise<string> {
  const manifest = await readManifest(dir);
  const { config, files, shards, packs = [] } = manifest;
  const rows = classRows(manifest);
  const sum = (pick: (row: ClassRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const totals = { name: 'total', format: '', weights: sum((r) => r.weights), bytes: sum((r) => r.bytes) };
  const onDisk = folderFiles(manifest).reduce((total, { bytes }) => total + bytes, 0);
  const experts = shards.filter(({ role }) => role === 'expert').length;

  return [
    `${manifest.name}, revision ${manifest.revision}`,
    '',
    ...table([
      ['layers', layerSummary(config)],
      ['hidden, vocabulary', `${config.hiddenSize}, ${config.vocabSize}`],
      ['heads', headSummary(config)],
      ['experts', expertSummary(config)],
      ['router', routerSummary(config)],
      ['residual', `${config.postnorm ? 'normed' : 'raw'} input; alpha/beta ${scaleSummary(config)}`],
      ...multiplierSummary(config),
      ['context', `${config.maxPositionEmbeddings} tokens`],
    ]),
    '',
    ...table(
      [
        ['class', 'format', 'weights', 'bytes', 'read per token'],
        ...[...rows, { ...totals, active: sum((r) => r.active) }].map((row) => {
          return [row.name, row.format, count(row.weights), mebibytes(row.bytes), mebibytes(row.active)];
        }),
      ],
      2,
    ),
    '',
    ...table([
      [
        'shards',
        `${shards.length - experts} core, ${experts} expert${packs.length > 0 ? ` in ${packs.length} files` : ''}`,
      ],
      ['other files', files.map(({ file }) => file).join(', ') || 'none'],
      ['on disk', mebibytes(onDisk)],
    ]),
    '',
  ].join('\n');
}

interface ClassRow {
  name: string;
  format: WeightFormat | '';
  /** Parameters, without padding. */
  weights: number;
  /** Stored bytes, with padding and scales. */
  bytes: number;
  /** Bytes that decoding one token reads, without padding rows. */
  active: number;
}

function classRows({ config, quantization }: Manifest): ClassRow[] {
  const { core, expertPage } = modelLayout(config, quantization);
  const rows = new Map<string, ClassRow>();
  for (const tensor of core) {
    const name = classOf(tensor);
    const format = tensor.kind === 'matrix' ? tensor.format : 'f32';
    const row = rows.get(name) ?? { name, format, weights: 0, bytes: 0, active: 0 };
    rows.set(name, row);
    if (tensor.kind === 'vector') {
      row.weights += tensor.length;
      row.bytes += tensor.bytes;
      row.active += tensor.bytes;
    } else {
      row.weights += tensor.rows * tensor.columns;
      row.bytes += tensor.weightBytes + tensor.scaleBytes;
      row.active += rowBytes(tensor) * (name === 'embedding' && !config.tiedHead ? 1 : tensor.rows);
    }
  }
  const sparse = sparseLayers(config).length;
  const pages = sparse * config.numLocalExperts;
  const picks = sparse * config.numExpertsPerTok;
  const { w13, w2 } = expertPage;
  rows.set('experts', {
    name: 'experts',
    format: quantization.experts,
    weights: pages * (w13.rows * w13.columns + w2.rows * w2.columns),
    bytes: pages * expertPage.bytes,
    active: picks * (rowBytes(w13) * w13.rows + rowBytes(w2) * w2.rows),
  });
  return [...rows.values()];
}

function rowBytes({ weightBytes, scaleBytes, paddedRows }: MatrixLayout): number {
  return (weightBytes + scaleBytes) / paddedRows;
}

function classOf({ name, kind }: TensorLayout): string {
  if (kind === 'vector') return 'norms';
  if (name === 'model.embed_tokens') return 'embedding';
  if (name === 'lm_head') return 'head';
  if (name.includes('.self_attn.')) return 'attention';
  if (name.includes('.mlp.')) return 'dense MLPs';
  return name.includes('.shared_mlp.') ? 'shared expert' : 'routers';
}

function layerSummary({ layers }: ModelConfig): string {
  const lightning = layers.filter(({ type }) => type === 'lightning').length;
  const dense = layers.filter((layer) => layer.dense).length;
  const ofThem = dense > 0 ? `; ${dense} dense` : '';
  return `${layers.length}: ${lightning} lightning, ${layers.length - lightning} softmax${ofThem}`;
}

function headSummary(config: ModelConfig): string {
  const { numAttentionHeads, numKeyValueHeads, headDim, rotaryDim, ropeTheta, ropeScaling, qkNorm } = config;
  const rotation = `${rotaryDim} rotated, theta ${ropeTheta}${ropeScaling ? ', scaled' : ''}`;
  const norm = {
    none: '',
    'per-head': '; q and k normed per head',
    'all-heads': '; q and k normed over all',
  };
  return `${numAttentionHeads} of ${headDim}, ${numKeyValueHeads} key/value; ${rotation}${norm[qkNorm]}`;
}

function expertSummary({
  numLocalExperts,
  numExpertsPerTok,
  intermediateSize,
  sharedExpert,
}: ModelConfig): string {
  const shared = sharedExpert ? ', one shared' : '';
  return `${numLocalExperts} of ${intermediateSize} per layer, ${numExpertsPerTok} per token${shared}`;
}

function routerSummary({ router: { scores, selectionBias, renormalize } }: ModelConfig): string {
  return `${scores}${selectionBias ? ' with a bias' : ''}, ${renormalize ? '' : 'not '}renormalised`;
}

/** A row only where a multiplier is not what it is in most models. */
function multiplierSummary(config: ModelConfig): string[][] {
  const { attentionMultiplier, headDim, embeddingMultiplier, logitsMultiplier } = config;
  if (attentionMultiplier === headDim ** -0.5 && embeddingMultiplier === 1 && logitsMultiplier === 1)
    return [];
  const all = `scores ${attentionMultiplier}, embedding ${embeddingMultiplier}, logits ${logitsMultiplier}`;
  return [['multipliers', all]];
}

function scaleSummary({ lightningScale, attentionScale, mlpScale }: ModelConfig): string {
  const pair = ({ alpha, beta }: { alpha: number; beta: number }) => `${alpha}/${beta}`;
  return `lightning ${pair(lightningScale)}, softmax ${pair(attentionScale)}, mlp ${pair(mlpScale)}`;
}

// Columns from `firstNumeric` on are aligned to the right.
function table(rows: string[][], firstNumeric = Number.POSITIVE_INFINITY): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, c) => (c >= firstNumeric ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)))
      .join('  ')
      .trimEnd(),
  );
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(bytes < 2 ** 20 ? 3 : 2)} MiB`;
}
