// The page of a saved conversation: one tab makes and saves it; later tabs open it, or read it, and report the time to the
// first token of the next answer. Every tab is new, with the model loaded and its experts on the GPU.

import { loadModel, type Message, type Model, sessions } from '../src/index.ts';
import { chatTurns } from './chat-turns.ts';
import { check } from './check.ts';
import type { NextAnswer, SavedConversation } from './resume-table.ts';

/** Each run opens its own copy, because an answer is saved with the session. */
const nameOf = (run: number): string => `bench ${run}`;
const greedy = { temperature: 0, maxTokens: 8 };
const nextQuestion = 'Thank you! What did I ask first?';

async function ready(): Promise<Model> {
  const m1 = await loadModel('./model/', { prefetch: true });
  await m1.prefetchAll();
  // The first answer compiles the pipelines that only decoding needs.
  await m1.generate('Hello', greedy).result;
  return m1;
}

/** Makes a conversation of at least `tokens` tokens and saves it. Forks and saves are timed `runs` times. */
async function save({ tokens, runs }: { tokens: number; runs: number }): Promise<{
  saved: SavedConversation;
  conversation: readonly Message[];
}> {
  const m1 = await ready();
  const session = m1.createSession({ system: chatTurns.system, ...greedy });
  const messages: Message[] = [];
  for (let i = 0; (await m1.countTokens([...session.messages, ...messages])) < tokens; i++) {
    const { user, answer } = chatTurns.turns[i % chatTurns.turns.length]!;
    if (i > 0) messages.push({ role: 'assistant', content: answer });
    messages.push({ role: 'user', content: user });
  }
  const { usage } = await session.generate(messages).result;
  const [forkMs, saveMs]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    let started = performance.now();
    const fork = await session.fork();
    forkMs.push(performance.now() - started);
    await fork.dispose();
    started = performance.now();
    await session.save(nameOf(run));
    saveMs.push(performance.now() - started);
  }
  const [saved] = await sessions.list();
  const continued = await (await session.fork()).generate(nextQuestion).result;
  await m1.dispose();
  return {
    saved: {
      promptTokens: usage.promptTokens,
      bytes: saved!.bytes,
      messages: saved!.messages,
      nextText: continued.thinking + continued.text,
      forkMs,
      saveMs,
    },
    conversation: session.messages,
  };
}

/** The next answer of a saved conversation: of this run's copy, or of its messages alone. */
async function next(saved: number | readonly Message[]): Promise<NextAnswer> {
  const m1 = await ready();
  const started = performance.now();
  const run =
    typeof saved === 'number'
      ? (await m1.sessions.open(nameOf(saved))).generate(nextQuestion, greedy)
      : m1.createSession().generate([...saved, { role: 'user', content: nextQuestion }], greedy);
  const openMs = performance.now() - started;
  const { text, thinking, usage, timings, experts } = await run.result;
  await m1.dispose();
  check(experts.fetched === 0, `${experts.fetched} experts were not on the GPU`);
  return {
    text: thinking + text,
    openMs,
    firstTokenMs: openMs + timings.timeToFirstTokenMs,
    promptTokens: usage.promptTokens,
    readTokens: usage.promptTokens - usage.cachedTokens,
  };
}

Object.assign(globalThis, { save, next });
