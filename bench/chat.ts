// What the prefix cache saves in a conversation: the time to each turn's first token with and without it, on two engines
// that take turns, and the time of the turn's new tokens alone. Texts are fixed, so every machine reads the same tokens.

import { type ChatPipeline, generateAnswer } from '../src/chat/answer.ts';
import { readGenerateOptions } from '../src/chat/generate-options.ts';
import type { Message } from '../src/contract/messages.ts';
import type { Engine } from '../src/engine/engine.ts';
import { resolveSampling } from '../src/engine/sampling.ts';
import { sharedTokens } from '../src/engine/shared-tokens.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { sparseLayers } from '../src/model/config.ts';
import { createEngine } from '../src/startup/create-engine.ts';
import { type BenchModel, type ModelChoice, openModel, type ReadFile } from './bench-model.ts';
import { chatTurns } from './chat-turns.ts';
import { check } from './check.ts';
import { type Spread, spread } from './statistics.ts';

export interface ChatOptions {
  model: ModelChoice;
  runs: number;
}

export interface ChatTurn {
  promptTokens: number;
  /** Of them, those after the common prefix with the turn before: its answer, the question, and the answer's opening tags. */
  newTokens: number;
  /** Those that the engine with the cache read. */
  readTokens: number;
  /** Milliseconds to the first token with the cache and without it. */
  cachedMs: Spread;
  wholeMs: Spread;
  /** Milliseconds to the first token of a prompt of the new tokens alone. */
  aloneMs: Spread;
}

export interface ChatFigures {
  adapter: string;
  model: string;
  turns: ChatTurn[];
  /** Token ids of each turn's prompt in the last conversation. */
  prompts: number[][];
}

/** The same conversation in another library, by turn: see peers/chat.mjs. */
export interface PeerChat {
  peer: string;
  turns: Pick<ChatTurn, 'readTokens' | 'cachedMs' | 'wholeMs'>[];
}

/** The number of answer tokens that are generated and compared. */
const answerTokens = 8;

interface Times extends Pick<ChatTurn, 'promptTokens' | 'newTokens' | 'readTokens'> {
  cached: number[];
  whole: number[];
  alone: number[];
}

/** @throws Error when the model has no chat template, or an answer differs between the two. */
export async function measureChat(
  gpu: Gpu,
  { model: choice, runs }: ChatOptions,
  read: ReadFile,
  tell: (what: string) => void,
): Promise<ChatFigures> {
  const model = await openModel(choice, read);
  const { chat } = model;
  if (!chat) throw new Error('bench: --chat needs a model with a chat template, not random weights.');
  const [cached, whole] = [await openEngine(gpu, model), await openEngine(gpu, model, 0)];
  try {
    const times: Times[] = [];
    let prompts: number[][] = [];
    // The first conversation warms up.
    for (let run = 0; run <= runs; run++) {
      tell(run === 0 ? 'warming up' : `conversation ${run} of ${runs}`);
      const pipelines = { cached: { engine: cached, ...chat }, whole: { engine: whole, ...chat } };
      prompts = await converse(pipelines, run, run === 0 ? [] : times);
    }
    return {
      adapter: gpu.name,
      model: model.name,
      prompts,
      turns: times.map(({ promptTokens, newTokens, readTokens, ...ms }) => ({
        promptTokens,
        newTokens,
        readTokens,
        cachedMs: spread(ms.cached),
        wholeMs: spread(ms.whole),
        aloneMs: spread(ms.alone),
      })),
    };
  } finally {
    for (const engine of [cached, whole]) engine.dispose();
  }
}

const ms = ({ median, min, max }: Spread): string =>
  `${median.toFixed(0)} [${min.toFixed(0)}–${max.toFixed(0)}]`.padEnd(19);
const ratio = (a: Spread, b: Spread): string => (a.median / b.median).toFixed(2);

export function peerChatLines({ peer, turns }: PeerChat): string[] {
  return [
    `${peer}, the same prompts`,
    'turn  read  first token, ms     without its cache   × without',
    ...turns.map(({ readTokens, cachedMs, wholeMs }, i) =>
      [
        `${i + 1}`.padEnd(5),
        `${readTokens}`.padEnd(5),
        ms(cachedMs),
        ms(wholeMs),
        ratio(cachedMs, wholeMs),
      ].join(' '),
    ),
  ];
}

export function chatLines({ adapter, model, turns }: ChatFigures): string[] {
  const samples = turns[0]?.cachedMs.samples ?? 0;
  return [
    `${model} on ${adapter}: ${turns.length} turns, ${samples} conversations, the same tokens`,
    'turn  prompt  new   read  first token, ms     without the cache   new tokens alone    × alone  × without',
    ...turns.map(({ promptTokens, newTokens, readTokens, cachedMs, wholeMs, aloneMs }, i) =>
      [
        `${i + 1}`.padEnd(5),
        `${promptTokens}`.padEnd(7),
        `${newTokens}`.padEnd(5),
        `${readTokens}`.padEnd(5),
        ms(cachedMs),
        ms(wholeMs),
        ms(aloneMs),
        ratio(cachedMs, aloneMs).padEnd(8),
        ratio(cachedMs, wholeMs),
      ].join(' '),
    ),
  ];
}

/** An engine with every expert on the GPU. */
async function openEngine(gpu: Gpu, model: BenchModel, prefixCacheBytes?: number): Promise<Engine> {
  const { manifest, source, allowed } = model;
  const { numLocalExperts, maxPositionEmbeddings } = manifest.config;
  const contextLength = Math.min(maxPositionEmbeddings, 8192);
  const engine = await createEngine({ gpu, manifest, source, allowed, contextLength, prefixCacheBytes });
  for (const layer of sparseLayers(manifest.config)) {
    for (let expert = 0; expert < numLocalExperts; expert++) {
      if (engine.wants(layer, expert)) engine.place(layer, expert, await source.expert(layer, expert));
    }
  }
  return engine;
}

/**
 * One conversation with both engines. Its first words are unique, so that it has no prefix in common with earlier ones.
 * Returns the turns' prompts.
 */
async function converse(
  { cached, whole }: Record<'cached' | 'whole', ChatPipeline & { engine: Engine }>,
  run: number,
  times: Times[],
): Promise<number[][]> {
  const messages: Message[] = [{ role: 'system', content: `${run}: ${chatTurns.system}` }];
  const prompts: number[][] = [];
  for (const [i, { user, answer }] of chatTurns.turns.entries()) {
    messages.push({ role: 'user', content: user });
    const ask = { cached: () => firstToken(cached, messages), whole: () => firstToken(whole, messages) };
    const order = (run + i) % 2 === 0 ? (['cached', 'whole'] as const) : (['whole', 'cached'] as const);
    const results = { [order[0]]: await ask[order[0]](), [order[1]]: await ask[order[1]]() };
    const [withCache, without] = [results.cached!, results.whole!];
    check(withCache.text === without.text, `turn ${i + 1} is answered differently with the cache`);
    check(without.cachedTokens === 0, 'the engine without a cache has one');
    const { promptTokens, cachedTokens, ids } = withCache;
    const newIds = ids.slice(sharedTokens(prompts.at(-1) ?? [], ids));
    const tokens = { promptTokens, newTokens: newIds.length, readTokens: promptTokens - cachedTokens };
    times[i] ??= { ...tokens, cached: [], whole: [], alone: [] };
    times[i].cached.push(withCache.ms);
    times[i].whole.push(without.ms);
    times[i].alone.push(await readAlone(whole.engine, newIds));
    prompts.push(ids);
    messages.push({ role: 'assistant', content: answer });
  }
  return prompts;
}

async function firstToken(pipeline: ChatPipeline, messages: readonly Message[]) {
  const options = readGenerateOptions({ temperature: 0, maxTokens: answerTokens });
  const run = generateAnswer(pipeline, messages, options);
  let next = await run.next();
  while (!next.done) next = await run.next();
  const { text, thinking, usage, timings } = next.value;
  return {
    text: thinking + text,
    ms: timings.timeToFirstTokenMs,
    ids: pipeline.tokenizer.encode(pipeline.template.render(messages).pieces),
    promptTokens: usage.promptTokens,
    cachedTokens: usage.cachedTokens,
  };
}

async function readAlone(engine: Engine, ids: readonly number[]): Promise<number> {
  const started = performance.now();
  const run = engine.generate(ids, {
    sampling: resolveSampling({ temperature: 0 }),
    maxTokens: 1,
    stopIds: [],
  });
  await run.next();
  const ms = performance.now() - started;
  await run.return(undefined as never);
  return ms;
}
