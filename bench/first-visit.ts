// The page of a first visit: nothing is stored, and a question is asked as soon as the model can answer. Reports the times
// of events in milliseconds from the call of loadModel.

import { loadModel } from '../src/index.ts';

export interface Visit {
  /** The model can answer. */
  readyMs: number;
  firstTokenMs: number;
  /** The first visible part of the answer; tags such as `<think>` come before it. */
  firstTextMs: number;
  /** Bytes downloaded before the first token, and the number of experts among them. */
  bytesBefore: number;
  expertsBefore: number;
  /** Of those bytes, the prefetched ones that nothing waited for. */
  backgroundBefore: number;
  /** The last expert that an answer had to wait for. */
  lastFaultMs: number;
  /** Every expert is stored. */
  completeMs: number;
  /** Tokens of the answer, and tokens per second after the first. */
  tokens: number;
  tokensPerSecond: number;
}

/** Fifteen tokens, including the chat template's. */
const question = 'What is 48 + 75?';

async function visit(everythingFirst: boolean): Promise<Visit> {
  const began = performance.now();
  const now = (): number => performance.now() - began;
  const arrivals: { ms: number; bytes: number; expert: boolean; background: boolean }[] = [];
  let firstTextMs = 0;
  const m1 = await loadModel('./model/', {
    onShard: ({ source, bytes, layer, background }) => {
      if (source === 'network') arrivals.push({ ms: now(), bytes, expert: layer !== null, background });
    },
  });
  const readyMs = now();
  if (everythingFirst) await m1.prefetchAll();
  const askedMs = now();
  const run = m1.generate(question, { temperature: 0, maxTokens: 200 });
  for await (const part of run) if (part.type !== 'finish') firstTextMs ||= now();
  const { usage, timings } = await run.result;
  await m1.prefetchAll();
  const completeMs = now();
  await m1.dispose();
  if (firstTextMs === 0) throw new Error('bench: the model answered nothing');
  const firstTokenMs = askedMs + timings.timeToFirstTokenMs;
  const before = arrivals.filter(({ ms }) => ms <= firstTokenMs);
  const bytesOf = (files: typeof arrivals): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    readyMs,
    firstTokenMs,
    firstTextMs,
    bytesBefore: bytesOf(before),
    expertsBefore: before.filter(({ expert }) => expert).length,
    backgroundBefore: bytesOf(before.filter(({ background }) => background)),
    lastFaultMs: arrivals.findLast(({ expert, background }) => expert && !background)?.ms ?? 0,
    completeMs,
    tokens: usage.completionTokens,
    tokensPerSecond: timings.decodeTokensPerSecond,
  };
}

Object.assign(globalThis, { visit });
