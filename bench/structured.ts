// Compares decoding with a schema and free decoding, in pairs of answers to one prompt, and measures compiling the schemas.

import { formGuide } from '../src/chat/answer-guide.ts';
import { symbolsOf } from '../src/chat/guides.ts';
import type { Engine, EngineResult } from '../src/engine/engine.ts';
import { encodeAutomaton, type Guide, maskSlots, maskWords } from '../src/engine/guide.ts';
import { resolveSampling } from '../src/engine/sampling.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { createEngine } from '../src/startup/create-engine.ts';
import { compileJsonSchema } from '../src/text/grammar/json-schema.ts';
import type { PlainData } from '../src/text/plain-data.ts';
import { createTokenizer, type Tokenizer } from '../src/text/tokenizer.ts';
import { type ModelChoice, openModel, type ReadFile } from './bench-model.ts';
import { countDevice } from './device-counts.ts';
import { median, type Spread, spread } from './statistics.ts';

export interface StructuredInputs {
  schemas: readonly { name: string; schema: PlainData }[];
  /** tokenizer.json of the released M1, with 200,064 tokens. */
  largeTokenizer: unknown;
}

/** Of one schema. */
export interface StructuredPair {
  name: string;
  /** Decoded tokens of the answer; the free one has as many. */
  tokens: number;
  /** Speed of the structured answer divided by that of the free one, the median of the runs. */
  ratio: number;
  submitsPerToken: { structured: number; free: number };
  states: number;
  automatonBytes: number;
  maskBytes: number;
}

export interface CompileFigures {
  vocabSize: number;
  /** Milliseconds to create the symbols of the vocabulary, once per model. */
  symbolsMs: number;
  /** Milliseconds to compile each schema. */
  ms: Spread;
}

export interface StructuredFigures {
  adapter: string;
  pairs: StructuredPair[];
  /** Statistics of the answers with at least `MIN_TOKENS` tokens. */
  ratio: Spread;
  compile: CompileFigures[];
}

/** Shorter answers consist of forced text and one batch. */
const MIN_TOKENS = 16;
const MAX_TOKENS = 256;

export async function measureStructured(
  gpu: Gpu,
  { model: choice, runs }: { model: ModelChoice; runs: number },
  { schemas, largeTokenizer }: StructuredInputs,
  read: ReadFile,
  onProgress: (what: string) => void,
): Promise<StructuredFigures> {
  const { manifest, source, allowed, prompt, chat } = await openModel(choice, read);
  if (!chat) throw new Error('bench: --structured needs a model with a tokenizer, not random weights.');
  const { vocabSize } = manifest.config;
  const large = createTokenizer(largeTokenizer);
  const largeStops = [large.idOf('<end_of_sentence>')!];
  const compile = [
    compileAll(schemas, chat.tokenizer, chat.defaults.stopIds, vocabSize),
    compileAll(schemas, large, largeStops, 200_064),
  ];
  const counter = countDevice(gpu.device);
  const engine = await createEngine({ gpu, manifest, source, allowed, contextLength: 2048 });
  const pairs: StructuredPair[] = [];
  const answer = (request: Omit<DecodeRequest, 'stopIds'>): Promise<EngineResult> =>
    decode(engine, prompt, { ...request, stopIds: [] });
  try {
    await answer({ maxTokens: MAX_TOKENS, seed: 1 });
    for (const [i, { name, schema }] of schemas.entries()) {
      onProgress(name);
      const form = { key: name, compile: () => compileJsonSchema(schema) };
      const guide = formGuide(chat, form, { insideThinking: false, continues: true }, undefined);
      const seed = i + 1;
      const { stopIds } = chat.defaults;
      const { generatedTokens: maxTokens } = await decode(engine, prompt, {
        maxTokens: MAX_TOKENS,
        seed,
        stopIds,
        guide,
      });
      // A stop is detected one batch late in both, so both end after as many tokens.
      const request = { maxTokens, seed };
      const ratios: number[] = [];
      const submits = { structured: 0, free: 0 };
      for (let run = 0; run < runs; run++) {
        const measured = { structured: 0, free: 0 };
        for (const kind of run % 2 === 0
          ? (['free', 'structured'] as const)
          : (['structured', 'free'] as const)) {
          counter.reset();
          // The engine treats a copy as a different automaton, so each use computes the masks anew.
          const used = kind === 'free' ? undefined : { ...guide, automaton: { ...guide.automaton } };
          measured[kind] = (await answer({ ...request, guide: used })).decodeMs;
          submits[kind] = counter.counts.submits;
        }
        ratios.push(measured.free / measured.structured);
      }
      pairs.push({
        name,
        tokens: maxTokens,
        ratio: median(ratios),
        submitsPerToken: { structured: submits.structured / maxTokens, free: submits.free / maxTokens },
        ...sizesOf(guide, vocabSize),
      });
    }
  } finally {
    engine.dispose();
  }
  const long = pairs.filter(({ tokens }) => tokens >= MIN_TOKENS);
  return { adapter: gpu.name, pairs, ratio: spread(long.map(({ ratio }) => ratio)), compile };
}

interface DecodeRequest {
  maxTokens: number;
  seed: number;
  stopIds: readonly number[];
  guide?: Guide | undefined;
}

async function decode(
  engine: Engine,
  prompt: readonly number[],
  { maxTokens, seed, stopIds, guide }: DecodeRequest,
): Promise<EngineResult> {
  const sampling = resolveSampling({ temperature: 1, seed });
  const run = engine.generate(prompt, { sampling, maxTokens, stopIds, guide });
  for (;;) {
    const next = await run.next();
    if (next.done) return next.value;
  }
}

function sizesOf(
  { automaton }: Guide,
  vocabSize: number,
): Pick<StructuredPair, 'states' | 'automatonBytes' | 'maskBytes'> {
  const slots = maskSlots(vocabSize, automaton.states);
  return {
    states: automaton.states,
    automatonBytes: encodeAutomaton(automaton, slots).byteLength,
    maskBytes: 4 * slots * maskWords(vocabSize),
  };
}

/** The first schema is compiled twice, because the first time loads code. */
function compileAll(
  schemas: StructuredInputs['schemas'],
  tokenizer: Tokenizer,
  stopIds: readonly number[],
  vocabSize: number,
): CompileFigures {
  const model = { tokenizer, defaults: { sampling: {}, stopIds: [...stopIds], unknownStopIds: [] } };
  const started = performance.now();
  symbolsOf(model);
  const symbolsMs = performance.now() - started;
  const timed = (name: string, schema: PlainData): number => {
    const began = performance.now();
    const form = { key: name, compile: () => compileJsonSchema(schema) };
    formGuide(model, form, { insideThinking: false, continues: false }, undefined);
    return performance.now() - began;
  };
  timed('warm-up', schemas[0]!.schema);
  return { vocabSize, symbolsMs, ms: spread(schemas.map(({ name, schema }) => timed(name, schema))) };
}

export function structuredLines({ adapter, pairs, ratio, compile }: StructuredFigures): string[] {
  const width = Math.max(...pairs.map(({ name }) => name.length));
  const submits = (pick: 'structured' | 'free'): string => {
    const all = pairs.map(({ submitsPerToken, tokens }) => submitsPerToken[pick] * tokens);
    return (sum(all) / sum(pairs.map(({ tokens }) => tokens))).toFixed(3);
  };
  return [
    `structured answers on ${adapter}: speed by that of free decoding, ${ratio.samples} answers of at least ${MIN_TOKENS} tokens`,
    `  median ${ratio.median.toFixed(3)}, ${ratio.min.toFixed(3)} to ${ratio.max.toFixed(3)}`,
    `  submits a token: ${submits('structured')} structured, ${submits('free')} free`,
    ...compile.map(
      ({ vocabSize, symbolsMs, ms }) =>
        `  compile for ${vocabSize} tokens: median ${ms.median.toFixed(1)} ms, at most ${ms.max.toFixed(1)} ms; symbols ${symbolsMs.toFixed(0)} ms once`,
    ),
    ...pairs.map(
      ({ name, tokens, ratio, states, automatonBytes, maskBytes }) =>
        `  ${name.padEnd(width)} ${String(tokens).padStart(4)} tokens  ${ratio.toFixed(3)}  ${String(states).padStart(6)} states  ${kib(automatonBytes)} KiB  masks ${kib(maskBytes)} KiB`,
    ),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function kib(bytes: number): string {
  return String(Math.round(bytes / 1024)).padStart(6);
}
