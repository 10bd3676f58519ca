// What each part measures on the GPU, in a separate process. Sends figures as soon as they are known.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { convert } from '../../src/cli/convert.ts';
import type { Gpu, GpuFeatures } from '../../src/gpu/device.ts';
import type { Quantization } from '../../src/model/config.ts';
import { folderSource } from '../../src/startup/folder-source.ts';
import { optionalFeatures, selfTest } from '../../src/startup/self-test.ts';
import { evaluateGolden } from '../../test/golden/evaluate.ts';
import { type AdapterFigures, measureAdapter } from '../adapter.ts';
import { describeModel, openModel } from '../bench-model.ts';
import { check } from '../check.ts';
import { countDevice } from '../device-counts.ts';
import { measureLongContext } from '../long-context.ts';
import { measureModel } from '../model.ts';
import type { ModelSize } from '../random-model.ts';
import { modelWork } from './plan.ts';
import type { PartFigures, PartName, SelfTestFigures } from './report.ts';

export interface PartContext {
  openGpu: (without?: readonly (keyof GpuFeatures)[]) => Promise<Gpu>;
  rehearsal: boolean;
  /** A folder with a checkpoint and its recorded answers. */
  fixture: string;
  /** The adapter's own figures; null if its part failed. */
  adapter: AdapterFigures | null;
  progress: (what: string) => void;
}

/** Sends some of the part's figures. */
type Send<Figures> = (figures: Partial<Figures>) => void;

export type GpuPart = Exclude<PartName, 'hugging-face'>;

/** Every part that runs on WebGPU, by its name. */
export const gpuParts: {
  readonly [Name in GpuPart]: (context: PartContext, send: Send<PartFigures[Name]>) => Promise<void>;
} = {
  adapter: async ({ openGpu, rehearsal }, send) =>
    send(await measureAdapter(await openGpu(), rehearsal ? 2 : 7)),
  'self-test': testSelf,
  golden: compareGolden,
  nano: (context, send) => measureSize('nano', context, send),
  m: (context, send) => measureSize('m', context, send),
  l: (context, send) => measureSize('l', context, send),
  xl: (context, send) => measureSize('xl', context, send),
  'long-context': measureMillion,
};

/**
 * The formats whose kernels differ, first those of the sizes (the only ones in a rehearsal); and without optional features,
 * which drivers may implement wrongly.
 */
const variants: { variant: string; quantization: Quantization; without?: typeof optionalFeatures }[] = [
  { variant: 'q4 and q8', quantization: formats('q4', 'q8') },
  {
    variant: 'q4 and q8, without optional features',
    quantization: formats('q4', 'q8'),
    without: optionalFeatures,
  },
  { variant: 'f16', quantization: formats('f16', 'f16') },
  { variant: 'f32', quantization: formats('f32', 'f32') },
];

function formats(inner: Quantization['experts'], outer: Quantization['head']): Quantization {
  return { experts: inner, attention: inner, embedding: outer, head: outer };
}

async function testSelf(
  { openGpu, rehearsal, progress }: PartContext,
  send: Send<SelfTestFigures>,
): Promise<void> {
  const verdicts: SelfTestFigures['verdicts'] = [];
  for (const { variant, quantization, without = [] } of rehearsal ? variants.slice(0, 1) : variants) {
    progress(variant);
    const gpu = await openGpu(without);
    verdicts.push({ variant, verdict: (await selfTest(gpu, quantization)) ?? null });
    gpu.device.destroy();
    send({ verdicts });
  }
  const wrong = verdicts.filter(({ verdict }) => verdict !== null);
  check(
    wrong.length === 0,
    `the self-test fails: ${wrong.map(({ variant, verdict }) => `${variant}: ${verdict}`).join('; ')}`,
  );
}

const tolerance = 2e-3;

async function compareGolden(
  { openGpu, fixture }: PartContext,
  send: Send<PartFigures['golden']>,
): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'gpu-report-golden-'));
  try {
    const shards = join(work, 'shards');
    const manifest = await convert(fixture, shards, { quant: 'f32' });
    const source = folderSource(manifest, (file) => readBytes(join(shards, file)));
    const answers = await readBytes(join(fixture, 'golden.safetensors'));
    const report = await evaluateGolden(await openGpu(), manifest, source, answers, 100, 'f32');
    const { router, greedy, restored, logitError } = report;
    const exact = [router, greedy, restored].every(({ same, of }) => same === of) && logitError <= tolerance;
    send({ fixture: basename(fixture), exact, tolerance, ...report });
    check(exact, `the fixture's answers differ: logits by ${logitError}, expected at most ${tolerance}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function measureSize(
  size: ModelSize,
  context: PartContext,
  send: Send<PartFigures[ModelSize]>,
): Promise<void> {
  const { progress, rehearsal } = context;
  const gpu = await context.openGpu();
  const adapter = context.adapter ?? (await measureAdapter(gpu, 1));
  const model = await openModel({ size }, readNothing);
  send({ model: describeModel(model) });
  await measureModel(gpu, model, adapter, countDevice(gpu.device), modelWork(rehearsal), {
    onProgress: progress,
    onFigures: send,
  });
}

async function measureMillion(
  { openGpu, rehearsal, progress }: PartContext,
  send: Send<PartFigures['long-context']>,
): Promise<void> {
  const gpu = await openGpu();
  const model = await openModel({ size: 'nano' }, readNothing);
  const { decodeTokens: tokens, stepsPerSubmit, runs } = modelWork(rehearsal);
  const options = { tokens, stepsPerSubmit, runs, allowedBytes: null };
  send(await measureLongContext(gpu, model, countDevice(gpu.device), options, progress));
}

async function readBytes(file: string): Promise<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = await readFile(file);
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}

async function readNothing(file: string): Promise<ArrayBuffer> {
  throw new Error(`${file} was requested, but random weights have no files.`);
}
