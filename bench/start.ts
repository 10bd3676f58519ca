// The page that measures a start: loads the model as an application does, asks one question, and reports the times of
// events in milliseconds from opening the page.

import { loadModel } from '../src/index.ts';

export interface StartTimes {
  /** The page's script runs. */
  script: number;
  /** The worker runs and requests the manifest. */
  worker: number;
  /** The manifest is loaded. */
  manifest: number;
  /** Tokenizer and core shards are loaded. */
  core: number;
  /** The pipelines that read a prompt are compiled: the model can answer. */
  ready: number;
  /** The first token of the answer, including the experts that the prompt needed. */
  firstToken: number;
  /** Files loaded before it, and how many of them came from the network. */
  files: number;
  fromNetwork: number;
}

const question = 'Tell me a story about a fox who could not sleep.';

async function start(): Promise<StartTimes> {
  const times = { script: performance.now(), worker: 0, manifest: 0, core: 0, ready: 0, firstToken: 0 };
  const fetched = { files: 0, fromNetwork: 0 };
  const m1 = await loadModel('./model/', {
    onProgress: ({ phase }) => {
      const at = { manifest: 'worker', download: 'manifest', compile: 'core', ready: 'ready' } as const;
      times[at[phase]] ||= performance.now();
    },
    onShard: ({ source }) => {
      if (times.firstToken > 0) return;
      fetched.files += 1;
      if (source === 'network') fetched.fromNetwork += 1;
    },
  });
  for await (const part of m1.generate(question, { temperature: 0, maxTokens: 16 })) {
    if (part.type !== 'finish') times.firstToken ||= performance.now();
  }
  await m1.dispose();
  if (times.firstToken === 0) throw new Error('bench: the model answered nothing');
  // Everything may arrive at once; then no event reports the manifest alone.
  times.manifest ||= times.core;
  return { ...times, ...fetched };
}

Object.assign(globalThis, { start });
