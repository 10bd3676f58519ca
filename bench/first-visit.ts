// The page of a first visit: nothing is stored, a question is asked as soon as the model can answer, and it tells when what
// happened, in milliseconds from the call of loadModel.

import { loadModel } from '../src/index.ts';

export interface Visit {
  /** The model could answer. */
  readyMs: number;
  firstTokenMs: number;
  /** Bytes that had come by the first token, and experts among what came. */
  bytesBefore: number;
  expertsBefore: number;
  /** Of those bytes, what came before anybody needed it. */
  backgroundBefore: number;
  /** The last expert that an answer had to wait for. */
  lastFaultMs: number;
  /** Every expert was here. */
  completeMs: number;
  /** Tokens of the answer, and how many a second came after the first. */
  tokens: number;
  tokensPerSecond: number;
}

/** Fifteen tokens with the chat template's own. */
const question = 'What is 48 + 75?';

async function visit(everythingFirst: boolean): Promise<Visit> {
  const began = performance.now();
  const now = (): number => performance.now() - began;
  const before = { bytes: 0, experts: 0, background: 0 };
  let firstTokenMs = 0;
  let lastFaultMs = 0;
  const m1 = await loadModel('./model/', {
    onShard: ({ source, bytes, layer, background }) => {
      if (source !== 'network') return;
      if (layer !== null && !background) lastFaultMs = now();
      if (firstTokenMs > 0) return;
      before.bytes += bytes;
      if (layer !== null) before.experts += 1;
      if (background) before.background += bytes;
    },
  });
  const readyMs = now();
  if (everythingFirst) await m1.prefetchAll();
  const run = m1.generate(question, { temperature: 0, maxTokens: 200 });
  for await (const part of run) if (part.type !== 'finish') firstTokenMs ||= now();
  const { usage, timings } = await run.result;
  await m1.prefetchAll();
  const completeMs = now();
  await m1.dispose();
  if (firstTokenMs === 0) throw new Error('bench: the model answered nothing');
  return {
    readyMs,
    firstTokenMs,
    bytesBefore: before.bytes,
    expertsBefore: before.experts,
    backgroundBefore: before.background,
    lastFaultMs,
    completeMs,
    tokens: usage.completionTokens,
    tokensPerSecond: timings.decodeTokensPerSecond,
  };
}

Object.assign(globalThis, { visit });
