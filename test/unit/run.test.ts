// The page's side and the worker's side of a generation, over real message channels, without a GPU.

import { ref } from '@vue/reactivity';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Connection } from '../../src/api/connection.ts';
import { Model } from '../../src/api/model.ts';
import type { CheckedOptions } from '../../src/chat/generate-options.ts';
import type { GenerateOptions, GenerationResult, Part } from '../../src/contract/generate.ts';
import type { PrefetchProgress } from '../../src/contract/load.ts';
import type { Message } from '../../src/contract/messages.ts';
import { DownloadError, PocketM1Error } from '../../src/errors.ts';
import type { Run } from '../../src/run.ts';
import { type Generate, GenerationQueue } from '../../src/worker/generation-queue.ts';
import type { Host } from '../../src/worker/protocol.ts';
import { serveStream } from '../../src/worker/stream.ts';
import { toWireError } from '../../src/worker/wire-error.ts';
import { connectHost } from '../support/connected-host.ts';

const opened: Connection[] = [];

afterEach(() => {
  for (const connection of opened.splice(0)) connection.close(new Error('the test is over'));
});

/** A model whose worker generates with this function and also has the methods `more`. */
function openModel(generate: Generate, more: Partial<Host> = {}): { model: Model; worker: Worker } {
  const queue = new GenerationQueue(generate);
  const { connection, worker } = connectHost({
    generate: (messages: readonly Message[], options: CheckedOptions, port: MessagePort) =>
      queue.add(messages.map(({ content }) => content).join(), options, port),
    ...more,
  });
  opened.push(connection);
  const info = {
    name: 'test',
    revision: '',
    config: {} as never,
    contextLength: 10,
    gpuName: '',
    offline: false,
  };
  return { model: new Model(connection, info), worker };
}

const finish = {
  finishReason: 'stop',
  malformedToolCalls: [] as string[],
  droppedMessages: [] as number[],
  usage: { promptTokens: 1, cachedTokens: 0, completionTokens: 1, thinkingTokens: 0 },
  timings: { prefillMs: 1, timeToFirstTokenMs: 1, decodeTokensPerSecond: 1 },
  experts: {
    fetched: 0,
    networkBytes: 0,
    storedBytes: 0,
    memoryBytes: 0,
    faults: 0,
    evictions: 0,
    skipped: 0,
  },
} as const;

/** Logs the events of a generator that writes word after word until it is stopped. */
function wordy(words = Number.POSITIVE_INFINITY): { generate: Generate; diary: string[] } {
  const diary: string[] = [];
  // Test files share a process, and the clock of the next one.
  onTestFinished(() => {
    words = 0;
  });
  return {
    diary,
    async *generate(
      messages,
      { signal },
    ): AsyncGenerator<(Part & { type: 'text' })[], GenerationResult, undefined> {
      diary.push(`begin ${messages}`);
      try {
        for (let i = 0; i < words; i++) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          signal?.throwIfAborted();
          yield [{ type: 'text', text: `${i} ` }];
        }
        return { text: `${words} words`, thinking: '', toolCalls: [], ...finish };
      } finally {
        diary.push(`end ${messages}`);
      }
    },
  };
}

async function collect(run: Run): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of run) parts.push(part);
  return parts;
}

describe('a run', () => {
  const parts = [
    { type: 'text', text: '0 ' },
    { type: 'text', text: '1 ' },
    { type: 'finish', ...finish },
  ];

  it('yields its parts in order and then the result', async () => {
    const run = openModel(wordy(2).generate).model.generate('a');
    expect(await collect(run)).toEqual(parts);
    expect(await run.result).toEqual({ text: '2 words', thinking: '', toolCalls: [], ...finish });
  });

  it('also yields the parts of one batch in order', async () => {
    const { model } = openModel(async function* () {
      yield [
        { type: 'text', text: '0 ' },
        { type: 'text', text: '1 ' },
      ];
      return { text: '2 words', thinking: '', toolCalls: [], ...finish };
    });
    expect(await collect(model.generate('a'))).toEqual(parts);
  });

  it('continues without a loop, and can be iterated afterwards, and again', async () => {
    const run = openModel(wordy(2).generate).model.generate('a');
    await run.result;
    expect(await collect(run)).toEqual(parts);
    expect(await collect(run)).toEqual(parts);
  });

  it('can be iterated twice at the same time', async () => {
    const run = openModel(wordy(2).generate).model.generate('a');
    expect(await Promise.all([collect(run), collect(run)])).toEqual([parts, parts]);
  });

  it('ends when its loop is left, and has freed the engine by then', async () => {
    const { generate, diary } = wordy();
    const run = openModel(generate).model.generate('a');
    for await (const _ of run) break;
    expect(diary).toEqual(['begin a', 'end a']);
    await expect(run.result).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('ends at once if its iterator is left before the first part', async () => {
    const diary: string[] = [];
    const { model } = openModel(async function* (messages, { signal }) {
      diary.push(`begin ${messages}`);
      // As during a long prefill: there are no parts, but an abort is noticed.
      await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      yield [{ type: 'text', text: 'never' }];
      throw new Error('never');
    });
    const [a, b] = [model.generate('a'), model.generate('b')];
    const iterator = a[Symbol.asyncIterator]();
    const pending = [iterator.next(), iterator.next()];
    await expect.poll(() => diary).toEqual(['begin a']);
    expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
    for (const next of pending) expect(await next).toEqual({ done: true, value: undefined });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    await expect(a.result).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => diary).toEqual(['begin a', 'begin b']);
    await b[Symbol.asyncIterator]().return?.();
    await expect(b.result).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('yields simultaneously requested parts in order, and its error once', async () => {
    const { model } = openModel(async function* () {
      yield [{ type: 'text', text: '0 ' }];
      yield [{ type: 'text', text: '1 ' }];
      throw new Error('broken');
    });
    const iterator = model.generate('a')[Symbol.asyncIterator]();
    const asked = await Promise.allSettled([
      iterator.next(),
      iterator.next(),
      iterator.next(),
      iterator.next(),
    ]);
    expect(asked).toMatchObject([
      { value: { done: false, value: { text: '0 ' } } },
      { value: { done: false, value: { text: '1 ' } } },
      { status: 'rejected', reason: { message: expect.stringContaining('broken') } },
      { value: { done: true } },
    ]);
  });

  it('that is complete is not changed by leaving its loop', async () => {
    const run = openModel(wordy(2).generate).model.generate('a');
    for await (const part of run) if (part.type === 'finish') break;
    expect((await run.result).text).toBe('2 words');
  });

  it('rejects with the reason of its signal', async () => {
    const { generate, diary } = wordy();
    const controller = new AbortController();
    const run = openModel(generate).model.generate('a', { signal: controller.signal });
    const reason = new Error('enough');
    await expect(async () => {
      for await (const _ of run) controller.abort(reason);
    }).rejects.toBe(reason);
    await expect(run.result).rejects.toBe(reason);
    expect(diary).toEqual(['begin a', 'end a']);
  });

  it('with an aborted signal never reaches the worker', async () => {
    const { generate, diary } = wordy();
    const { model } = openModel(generate);
    const run = model.generate('a', { signal: AbortSignal.abort() });
    await expect(run.result).rejects.toMatchObject({ name: 'AbortError' });
    await expect(collect(run)).rejects.toMatchObject({ name: 'AbortError' });
    expect(diary).toEqual([]);
  });

  it('fails with the error that was thrown in the worker', async () => {
    const thrown = new DownloadError('http-status', 'x: got status 404', {
      details: { url: 'x', status: 404 },
    });
    const { model } = openModel(async function* () {
      yield [{ type: 'text', text: 'so far' }];
      throw thrown;
    });
    const run = model.generate('a');
    await expect(collect(run)).rejects.toBeInstanceOf(DownloadError);
    const { code, message, details, stack, name } = thrown;
    await expect(run.result).rejects.toMatchObject({ code, message, details, stack, name });
  });

  it('that fails and is ignored causes no unhandled rejection', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    let failed = false;
    const { model } = openModel(async function* () {
      yield [{ type: 'text', text: 'so far' }];
      failed = true;
      throw new Error('nobody looks');
    });
    model.generate('a');
    await expect.poll(() => failed).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('rejects values that cannot be sent to the worker', async () => {
    const { model } = openModel(wordy(1).generate);
    const run = model.generate('a', { tools: [{ name: 'f', run: () => 5 } as never] });
    await expect(run.result).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('with invalid arguments fails at once, also during another answer', async () => {
    const { generate, diary } = wordy();
    const { model } = openModel(generate);
    const endless = model.generate('a');
    const typo = { max_tokens: 5 } as GenerateOptions;
    await expect(model.generate('b', typo).result).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(model.generate([]).result).rejects.toMatchObject({ code: 'invalid-argument' });
    for await (const _ of endless) break;
    expect(diary).toEqual(['begin a', 'end a']);
  });
});

/** A store's representation of an object: a proxy of it, or of a copy with its prototype and own properties. */
const stores: Record<string, <T extends object>(value: T) => T> = {
  "Vue's ref": (value) => ref(value).value as typeof value,
  'a Proxy': (value) => new Proxy(value, {}),
  'a Proxy of a copy': (value) =>
    new Proxy(Object.assign(Object.create(Object.getPrototypeOf(value)), value), {}),
};

describe.each(Object.entries(stores))('kept in %s', (_, keep) => {
  it('a model answers, fetches, is configured and disposed', async () => {
    const called: unknown[] = [];
    const { model } = openModel(wordy(2).generate, {
      setPrefetch: (mode: unknown) => called.push(mode),
      prefetchAll: (port: MessagePort) => port.postMessage({ type: 'result' }),
    });
    const kept = keep(model);
    expect((await kept.generate('a').result).text).toBe('2 words');
    await kept.prefetchAll();
    await kept.setPrefetch('idle');
    expect(called).toEqual(['idle']);
    await kept.dispose();
    await expect(kept.generate('b').result).rejects.toMatchObject({ code: 'disposed' });
  });

  it('messages and options cross to the worker', async () => {
    const { generate, diary } = wordy(1);
    const { model } = openModel(generate);
    const messages = [keep({ role: 'user', content: 'a' } as const)];
    const options = keep({ tools: [keep({ name: 'now' })], topK: 2 });
    expect((await model.generate(messages, options).result).text).toBe('1 words');
    expect(diary).toEqual(['begin a', 'end a']);
  });

  it('a run is iterated, awaited and left', async () => {
    const { generate, diary } = wordy();
    const { model } = openModel(generate);
    const run = keep(model.generate('a'));
    for await (const part of run) if (part.type === 'text' && part.text === '1 ') break;
    await expect(run.result).rejects.toMatchObject({ name: 'AbortError' });
    expect(diary).toEqual(['begin a', 'end a']);
  });
});

it('the methods of a model may be detached', async () => {
  const { generate, dispose } = openModel(wordy(2).generate).model;
  expect((await generate('a').result).text).toBe('2 words');
  await Promise.resolve().then(dispose);
  await expect(generate('b').result).rejects.toMatchObject({ code: 'disposed' });
});

describe('several runs', () => {
  it('run one after the other in the order of the calls', async () => {
    const { generate, diary } = wordy(2);
    const { model } = openModel(generate);
    await Promise.all(['a', 'b', 'c'].map((name) => model.generate(name).result));
    expect(diary).toEqual(['begin a', 'end a', 'begin b', 'end b', 'begin c', 'end c']);
  });

  it('do not wait for one that fails or is left', async () => {
    const { generate, diary } = wordy(50);
    const { model } = openModel(generate);
    const [a, b] = [model.generate('a'), model.generate('b')];
    for await (const _ of a) break;
    await b.result;
    expect(diary).toEqual(['begin a', 'end a', 'begin b', 'end b']);
  });

  it('may leave the queue without disturbing the others', async () => {
    const { generate, diary } = wordy(50);
    const { model } = openModel(generate);
    const controller = new AbortController();
    const [a, b, c] = [
      model.generate('a'),
      model.generate('b', { signal: controller.signal }),
      model.generate('c'),
    ] as const;
    controller.abort();
    await expect(b.result).rejects.toMatchObject({ name: 'AbortError' });
    expect(diary).not.toContain('end a');
    await Promise.all([a.result, c.result]);
    expect(diary).toEqual(['begin a', 'end a', 'begin c', 'end c']);
  });
});

describe('counting tokens', () => {
  const counting = (countTokens: Host['countTokens']): Model =>
    openModel(wordy(1).generate, { countTokens }).model;

  it('passes messages and tools on, and returns the count', async () => {
    const asked: unknown[] = [];
    const model = counting(async (...given) => asked.push(given));
    expect(await model.countTokens('a', { tools: [{ name: 'now' }] })).toBe(1);
    expect(await model.countTokens([{ role: 'user', content: 'b' }])).toBe(2);
    const turn = (content: string) => ({ role: 'user', content, specialTokens: 'text' });
    expect(asked).toEqual([
      [[turn('a')], [{ name: 'now' }]],
      [[turn('b')], []],
    ]);
  });

  it('does not wait for answers', async () => {
    const { model } = openModel(wordy().generate, { countTokens: async () => 7 });
    const endless = model.generate('a');
    for await (const _ of endless) {
      expect(await model.countTokens('b')).toBe(7);
      break;
    }
  });

  it("rejects invalid arguments before it calls the worker, and with the worker's errors", async () => {
    const model = counting(async () => {
      throw toWireError(new PocketM1Error('template', 'the chat template leaves out b.'));
    });
    const refused = { code: 'invalid-argument' };
    await expect(model.countTokens([])).rejects.toMatchObject(refused);
    await expect(model.countTokens('a', { maxTokens: 5 } as never)).rejects.toMatchObject({
      ...refused,
      message: 'countTokens has no option "maxTokens". Known are tools.',
    });
    await expect(model.countTokens('a', [] as never)).rejects.toMatchObject(refused);
    await expect(model.countTokens('a', { tools: {} as never })).rejects.toMatchObject(refused);
    await expect(model.countTokens('a')).rejects.toMatchObject({ code: 'template' });
    await expect(model.countTokens('a')).rejects.toBeInstanceOf(PocketM1Error);
  });
});

describe('fetching every expert', () => {
  it('reports each step, then ends', async () => {
    const steps = [1, 2].map((experts) => ({ experts, totalExperts: 2, bytes: experts, totalBytes: 2 }));
    const { model } = openModel(wordy(1).generate, {
      prefetchAll: (port: MessagePort) =>
        void serveStream<PrefetchProgress, void>(port, async (send) => steps.forEach(send)),
    });
    const reported: PrefetchProgress[] = [];
    await model.prefetchAll({ onProgress: (step) => reported.push(step) });
    expect(reported).toEqual(steps);
  });

  it('stops with the reason of its signal once the worker has', async () => {
    const diary: string[] = [];
    const { model } = openModel(wordy(1).generate, {
      prefetchAll: (port: MessagePort) =>
        void serveStream<PrefetchProgress, void>(port, async (_, signal) => {
          diary.push('begin');
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          diary.push('end');
          signal.throwIfAborted();
        }),
    });
    const controller = new AbortController();
    const fetching = model.prefetchAll({ signal: controller.signal });
    await expect.poll(() => diary).toEqual(['begin']);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(fetching).rejects.toBe(reason);
    expect(diary).toEqual(['begin', 'end']);
  });
});

describe('the end of the worker', () => {
  it('by dispose fails running, waiting and later calls with "disposed"', async () => {
    const { model } = openModel(wordy().generate);
    const [running, waiting] = [model.generate('a'), model.generate('b')];
    for await (const _ of running) {
      await model.dispose();
      break;
    }
    await model.dispose();
    for (const run of [running, waiting, model.generate('c')]) {
      await expect(run.result).rejects.toMatchObject({ code: 'disposed' });
    }
  });

  it('by a crash fails pending calls with "worker-crashed"', async () => {
    const { model, worker } = openModel(wordy().generate);
    const run = model.generate('a');
    for await (const _ of run) {
      worker.dispatchEvent(
        Object.assign(new Event('error', { cancelable: true }), { message: 'out of memory' }),
      );
      break;
    }
    const crashed = { code: 'worker-crashed', message: expect.stringContaining('out of memory') };
    await expect(run.result).rejects.toMatchObject(crashed);
    await expect(model.generate('b').result).rejects.toMatchObject(crashed);
  });
});
