// Reads one long prompt while its text arrives. Measures milliseconds per chunk, bytes of JavaScript's memory per token, and how
// much of an aborted reading need not be repeated.

import type { ChatText } from '../src/chat/chat-text.ts';
import { completeText } from '../src/chat/complete.ts';
import { readCompleteOptions } from '../src/chat/generate-options.ts';
import type { Gpu } from '../src/gpu/device.ts';
import { createEngine } from '../src/startup/create-engine.ts';
import { type ModelChoice, openModel, type ReadFile } from './bench-model.ts';
import { chatTurns } from './chat-turns.ts';
import { check } from './check.ts';
import { type Spread, spread } from './statistics.ts';

export interface LongPromptFigures {
  adapter: string;
  promptTokens: number;
  /** Tokens read when the first reading was aborted. */
  abortedAt: number;
  /** Tokens that the second reading did not repeat, thanks to the cache. */
  cachedTokens: number;
  /** Milliseconds per chunk, by quarter of the prompt. */
  chunkMs: Spread[];
  chunkTokens: number;
  /** Bytes of JavaScript's heap and array buffers that each token adds, measured after garbage collection. */
  bytesPerToken: number;
  /** Their maximum, without collection. */
  peakBytes: number;
  secondsInAll: number;
}

/** Returns the bytes of JavaScript's heap and array buffers; `collected`: after garbage collection. */
export type MeasureMemory = (collected: boolean) => number;

interface Reading {
  cachedTokens: number;
  tokens: number;
  text: string;
}

/**
 * @param words - The text side for a model with random weights.
 * @throws Error when a resumed reading gives another answer.
 */
export async function measureLongPrompt(
  gpu: Gpu,
  { model: choice, words, tokens }: { model: ModelChoice; words: ChatText; tokens: number },
  read: ReadFile,
  memory: MeasureMemory,
  onProgress: (what: string) => void,
): Promise<LongPromptFigures> {
  const { manifest, source, allowed, chat = words } = await openModel(choice, read);
  const contextLength = tokens + 4096;
  const engine = await createEngine({ gpu, manifest, source, allowed, contextLength });
  const block = `${chatTurns.turns.map(({ user, answer }) => `${user}\n${answer}`).join('\n')}\n\n`;
  const blocks = Math.ceil(tokens / chat.tokenizer.encode(block).length);
  const started = performance.now();
  const steps: { tokens: number; chunk: number; ms: number }[] = [];
  const samples: { tokens: number; bytes: number }[] = [];
  let peakBytes = 0;

  const complete = async (signal?: AbortSignal, onRead?: (at: number) => void): Promise<Reading> => {
    const pieces = (async function* () {
      for (let i = 0; i < blocks; i++) yield block;
    })();
    const options = readCompleteOptions({ temperature: 0, maxTokens: 8, signal });
    const run = completeText({ engine, ...chat }, pieces, options);
    let before = { tokens: 0, at: performance.now() };
    for (let next = await run.next(); ; next = await run.next()) {
      if (next.done) {
        const { usage, text, thinking } = next.value;
        return { cachedTokens: usage.cachedTokens, tokens: usage.promptTokens, text: thinking + text };
      }
      for (const part of next.value) {
        if (part.type !== 'prompt') continue;
        const at = performance.now();
        if (before.tokens > 0)
          steps.push({ tokens: part.tokens, chunk: part.tokens - before.tokens, ms: at - before.at });
        peakBytes = Math.max(peakBytes, memory(false));
        if (Math.floor((10 * part.tokens) / tokens) > Math.floor((10 * before.tokens) / tokens)) {
          samples.push({ tokens: part.tokens, bytes: memory(true) });
        }
        onProgress(`${part.tokens} tokens`);
        onRead?.(part.tokens);
        before = { tokens: part.tokens, at: performance.now() };
      }
    }
  };

  try {
    const controller = new AbortController();
    let abortedAt = 0;
    const enough = new Error('enough');
    const failure = await complete(controller.signal, (at) => {
      if (at < 0.6 * tokens || controller.signal.aborted) return;
      abortedAt = at;
      controller.abort(enough);
    }).catch((error: unknown) => error);
    check(failure === enough, `the aborted reading ended with ${failure}`);
    samples.length = 0;
    const second = await complete();
    const again = await complete();
    check(
      again.text === second.text,
      'the same prompt was answered differently when it was found in the cache',
    );
    const chunkTokens = Math.max(...steps.map(({ chunk }) => chunk));
    const whole = steps.filter(({ chunk }) => chunk === chunkTokens);
    const between = (from: number, to: number): Spread =>
      spread(whole.filter((step) => step.tokens > from && step.tokens <= to).map(({ ms }) => ms));
    const [first, last] = [samples[0], samples.at(-1)];
    return {
      adapter: gpu.name,
      promptTokens: second.tokens,
      abortedAt,
      cachedTokens: second.cachedTokens,
      chunkMs: [0, 1, 2, 3].map((i) => between((i * second.tokens) / 4, ((i + 1) * second.tokens) / 4)),
      chunkTokens,
      bytesPerToken:
        first && last && last !== first
          ? (last.bytes - first.bytes) / (last.tokens - first.tokens)
          : Number.NaN,
      peakBytes,
      secondsInAll: (performance.now() - started) / 1000,
    };
  } finally {
    engine.dispose();
  }
}

export function longPromptLines(figures: LongPromptFigures): string[] {
  const ms = ({ median, min, max }: Spread): string =>
    `${median.toFixed(0)} ms [${min.toFixed(0)}–${max.toFixed(0)}]`;
  const { promptTokens, abortedAt, cachedTokens, chunkTokens, bytesPerToken, peakBytes } = figures;
  return [
    `a prompt of ${promptTokens} tokens that arrives in pieces, on ${figures.adapter}, ${figures.secondsInAll.toFixed(0)} s`,
    `chunk of ${chunkTokens} tokens   ${figures.chunkMs.map(ms).join(', ')}, by quarter of the prompt`,
    `aborted at            ${abortedAt} tokens; the next reading did not repeat ${cachedTokens} tokens`,
    `JavaScript's memory   ${bytesPerToken.toFixed(1)} bytes per token, ${(peakBytes / 1e6).toFixed(0)} MB at most`,
  ];
}
