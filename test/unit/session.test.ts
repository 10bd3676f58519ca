// Sessions on the page and in the worker, over real message channels, without a GPU and without a database.

import { afterEach, describe, expect, it } from 'vitest';
import type { Session } from '../../src/contract/session.ts';
import { decodeSnapshot } from '../../src/engine/snapshot.ts';
import { DownloadError, PocketM1Error } from '../../src/errors.ts';
import { MemoryStore, openSessionSite, type SessionSite, WritingEngine } from '../support/session-site.ts';

const sites: SessionSite[] = [];

afterEach(() => {
  for (const site of sites.splice(0)) site.close(new Error('the test is over'));
});

function open(store = new MemoryStore(), engine = new WritingEngine(), revision?: string): SessionSite {
  const site = openSessionSite(store, engine, revision);
  sites.push(site);
  return site;
}

const contents = ({ messages }: Session): unknown[] =>
  messages.map(({ role, content }) => `${role}: ${content}`);

describe('a session', () => {
  it('adds each question and its answer, with thinking and calls', async () => {
    const { model, engine } = open();
    const session = model.createSession({ system: 'Be brief.', temperature: 0, maxTokens: 50 });
    engine.text = '<think>Hm</think>Hello!';
    const run = session.generate('Hi', { topK: 3 });
    expect(contents(session)).toEqual(['system: Be brief.']);
    expect(await run.result).toMatchObject({ text: 'Hello!', thinking: 'Hm' });
    expect(contents(session)).toEqual(['system: Be brief.', 'user: Hi', 'assistant: Hello!']);
    expect(session.messages[2]).toMatchObject({ thinking: 'Hm', toolCalls: [] });
    expect(engine.requests[0]!.options).toMatchObject({
      maxTokens: 50,
      sampling: { temperature: 0, topK: 3 },
      session: expect.any(Object),
    });
    engine.text = '12';
    await session.generate([{ role: 'user', content: 'What is 3 * 4?' }]).result;
    expect(session.messages).toHaveLength(5);
    expect(engine.requests[1]!.options.sampling.topK).toBe(0);
    expect(engine.requests[1]!.options.session).toBe(engine.requests[0]!.options.session);
    expect(await session.contextUsage()).toEqual({ tokens: 50, contextLength: 1000 });
  });

  it('does not change after an answer that fails or is stopped', async () => {
    const { model, engine } = open();
    const session = model.createSession({ system: 'S' });
    const stop = new AbortController();
    engine.text = 'An answer that is long enough to be stopped before it has been written to its end.';
    engine.beforeToken = (i) => void (i === 2 && stop.abort(new Error('enough')));
    await expect(session.generate('Hi', { signal: stop.signal }).result).rejects.toThrow('enough');
    expect(contents(session)).toEqual(['system: S']);
    expect(session.resumable).toBe(false);
    await expect(session.resume().result).rejects.toMatchObject({ code: 'invalid-argument' });
    engine.beforeToken = () => {
      throw new DownloadError('network', 'offline');
    };
    await expect(session.generate('Hi').result).rejects.toMatchObject({ code: 'network' });
    expect([contents(session), session.resumable]).toEqual([['system: S'], true]);
    expect(session.unfinished).toMatchObject([{ role: 'system' }, { role: 'user', content: 'Hi' }]);
    engine.beforeToken = () => {};
    expect(await session.generate('Hi').result).toMatchObject({ text: engine.text });
    expect([session.resumable, session.unfinished]).toEqual([false, undefined]);
  });

  it('accepts messages without answering, which the next prompt contains', async () => {
    const { model, engine } = open();
    const session = model.createSession();
    await session.append({ role: 'user', content: 'Hi' });
    await session.append([
      { role: 'assistant', content: 'Hello', thinking: 'Hm' },
      { role: 'user', content: 'How' },
    ]);
    expect(contents(session)).toEqual(['user: Hi', 'assistant: Hello', 'user: How']);
    await expect(session.append({ role: 'tool', content: 1 } as never)).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    engine.text = 'Fine.';
    await session.generate([]).result;
    const asked = engine.requests[0]!.prompt;
    await model.createSession().generate(session.messages.slice(0, 3)).result;
    expect(engine.requests[1]!.prompt).toEqual(asked);
    expect(contents(session)[3]).toBe('assistant: Fine.');
    // A failed answer is not resumed after them.
    engine.beforeToken = () => {
      throw new DownloadError('network', 'offline');
    };
    await expect(session.generate('b').result).rejects.toMatchObject({ code: 'network' });
    await session.append({ role: 'user', content: 'c' });
    expect(session.resumable).toBe(false);
    await expect(session.resume().result).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('continues an answer that failed, from the token before the last, with the same seed', async () => {
    const { model, engine } = open();
    const session = model.createSession();
    engine.text = 'One two three four five.';
    engine.beforeToken = (i) => {
      if (i === 4) throw new DownloadError('network', 'offline');
    };
    await expect(session.generate('Count', { temperature: 1, topK: 7 }).result).rejects.toThrow('offline');
    engine.beforeToken = () => {};
    const parts: string[] = [];
    const run = session.resume();
    for await (const part of run) if (part.type === 'text') parts.push(part.text);
    expect(parts.join('')).toBe('One two three four five.');
    const { usage } = await run.result;
    const [first, second] = engine.requests as [(typeof engine.requests)[0], (typeof engine.requests)[0]];
    expect(second.options).toMatchObject({ sampled: 3, sampling: first.options.sampling });
    expect(second.prompt).toHaveLength(first.prompt.length + 3);
    expect(usage).toMatchObject({ promptTokens: first.prompt.length });
    expect(contents(session)).toEqual(['user: Count', 'assistant: One two three four five.']);
  });

  it('keeps an unfinished answer, and its messages, when a run is stopped before it begins', async () => {
    const { model, engine } = open();
    const session = model.createSession();
    await session.generate('a').result;
    engine.text = 'One two three four five.';
    engine.beforeToken = (i) => {
      if (i === 4) throw new DownloadError('network', 'offline');
    };
    await expect(session.generate('b').result).rejects.toThrow('offline');
    engine.beforeToken = () => {};
    const expected = ['user: a', 'assistant: An answer.', 'user: b', 'assistant: One two three four five.'];
    for (const run of [session.resume, (given: object) => session.generate('c', given)]) {
      await expect(run({ signal: AbortSignal.abort(new Error('enough')) }).result).rejects.toThrow('enough');
      expect([contents(session), session.resumable]).toEqual([expected.slice(0, 2), true]);
    }
    // While it waits for its turn.
    const stop = new AbortController();
    let goOn = (): void => {};
    engine.beforeToken = () => new Promise((resolve) => (goOn = resolve));
    const other = model.createSession().generate('Hi');
    const waiting = session.resume({ signal: stop.signal });
    await new Promise((resolve) => setTimeout(resolve, 2));
    stop.abort(new Error('enough'));
    await expect(waiting.result).rejects.toThrow('enough');
    engine.beforeToken = () => {};
    goOn();
    await other.result;
    expect([contents(session), session.resumable]).toEqual([expected.slice(0, 2), true]);
    await session.resume().result;
    expect(contents(session)).toEqual(expected);
  });

  it('answers one question at a time, and nothing else meanwhile', async () => {
    const { model } = open();
    const session = model.createSession();
    const run = session.generate('Hi');
    await expect(session.generate('Again').result).rejects.toMatchObject({ code: 'busy' });
    for (const call of [session.fork, session.save, session.export]) {
      await expect(call()).rejects.toMatchObject({ code: 'busy' });
    }
    await expect(session.rewind(0)).rejects.toMatchObject({ code: 'busy' });
    await run.result;
    expect(session.messages).toHaveLength(2);
  });

  it('rewinds to a message, but not before its system message', async () => {
    const { model } = open();
    const session = model.createSession({ system: 'S' });
    for (const text of ['a', 'b']) await session.generate(text).result;
    for (const index of [0, 6, 1.5, Number.NaN]) {
      await expect(session.rewind(index)).rejects.toMatchObject({ details: { option: 'toMessage' } });
    }
    await session.rewind(4);
    expect(contents(session)).toEqual(['system: S', 'user: a', 'assistant: An answer.', 'user: b']);
    await session.generate([]).result;
    expect(session.messages).toHaveLength(5);
    await session.rewind(1);
    expect(contents(session)).toEqual(['system: S']);
    // Only the tokens that are left may be saved; with tools that is not empty.
    for (const tools of [[], [{ name: 'f', description: 'd' }]]) {
      const store = new MemoryStore();
      const other = open(store).model.createSession({ system: 'S', tools });
      for (const text of ['a', 'b']) await other.generate(text).result;
      await other.save('whole');
      await other.rewind(2);
      await other.save('part');
      const [whole, part] = ['whole', 'part'].map(
        (name) => decodeSnapshot(store.sessions.get(name)!.session.state!)!.tokens,
      );
      expect(part!.length).toBeGreaterThan(8);
      expect(part).toEqual(whole!.subarray(0, part!.length));
      expect(part!.length).toBeLessThan(whole!.length);
    }
  });

  it('is forked, and the forks are independent', async () => {
    const { model, engine } = open();
    const session = model.createSession({ maxTokens: 2, metadata: { topic: 'x' } });
    await session.generate('a').result;
    const fork = await session.fork();
    expect(engine.log.some((entry) => /^share [1-9]/.test(entry))).toBe(true);
    await fork.generate('b').result;
    expect([session.messages.length, fork.messages.length]).toEqual([2, 4]);
    expect(engine.requests[1]!.options.maxTokens).toBe(2);
    expect(fork).toMatchObject({ metadata: { topic: 'x' }, name: undefined });
    await session.dispose();
    await session.dispose();
    expect(engine.log.at(-1)).toBe('release');
    await expect(session.generate('c').result).rejects.toMatchObject({ code: 'disposed' });
    await fork.generate('c').result;
  });

  it('stops its answer when it is disposed', async () => {
    const { model } = open();
    const session = model.createSession();
    const run = session.generate('Hi');
    await session.dispose();
    await expect(run.result).rejects.toMatchObject({ code: 'disposed' });
  });

  it.each<[string, (site: SessionSite) => unknown]>([
    ['system', ({ model }) => model.createSession({ system: 5 as never })],
    ['name', ({ model }) => model.createSession({ name: '' })],
    ['metadata', ({ model }) => model.createSession({ metadata: [] as never })],
    ['temprature', ({ model }) => model.createSession({ temprature: 1 } as never)],
    ['signal', ({ model }) => model.createSession({ signal: new AbortController().signal } as never)],
    ['messages', ({ model }) => model.createSession().generate([]).result],
    ['prompt', ({ model }) => model.createSession().generate('Hi', { prompt: 1 } as never).result],
    ['name', ({ model }) => model.createSession().save()],
    ['title', ({ model }) => model.createSession().save('a', { title: 'b' } as never)],
    ['name', ({ model }) => model.sessions.open(7 as never)],
    ['file', ({ model }) => model.importSession('file' as never)],
    ['trusted', ({ model }) => model.importSession(new Blob([]), { trusted: 1 as never })],
    ['importSession: the options are true', ({ model }) => model.importSession(new Blob([]), true as never)],
    ['save: the options are 5', ({ model }) => model.createSession().save('a', 5 as never)],
    ['resume: the options are 5', ({ model }) => model.createSession().resume(5 as never).result],
  ])('rejects invalid arguments by name: %s', async (named, call) => {
    const outcome = await Promise.resolve()
      .then(() => call(open()))
      .catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'invalid-argument' });
    expect((outcome as Error).message).toMatch(named === 'messages' ? /no message/ : named);
  });
});

describe('a saved session', () => {
  it('is saved after each answer, and opened with its state, options and metadata', async () => {
    const store = new MemoryStore();
    const { model } = open(store);
    const session = model.createSession({ name: 'sums', topK: 9, metadata: { pinned: true } });
    await session.generate('a').result;
    expect(store.sessions.get('sums')!.session.messages).toHaveLength(2);
    await session.generate('b').result;

    const next = open(store);
    const opened = await next.model.sessions.open('sums');
    expect(opened.messages).toEqual(session.messages);
    expect(opened).toMatchObject({ name: 'sums', metadata: { pinned: true }, resumable: false });
    expect(next.engine.restored[0]!.tokens.length).toBeGreaterThan(10);
    await opened.generate('c').result;
    expect(next.engine.requests[0]!.options.sampling.topK).toBe(9);
    expect(store.sessions.get('sums')!.session.messages).toHaveLength(6);
    expect(next.warnings).toEqual([]);
    await expect(next.model.sessions.open('none')).rejects.toMatchObject({ code: 'storage' });
  });

  it('continues after a crash in the middle of an answer', async () => {
    const store = new MemoryStore();
    const first = open(store);
    const session = first.model.createSession({ name: 'long', system: 'S' });
    await session.generate('a').result;
    first.engine.text = 'One two three four five.';
    const stopped = first.engine.stopBefore(4);
    const run = session.generate('b', { seed: 5, temperature: 1 });
    // Closing it later aborts nothing, as it does nothing to a worker that has ended.
    await stopped;
    await expect.poll(() => store.answers.get('long')?.ids.length).toBe(4);
    first.close(new PocketM1Error('worker-crashed', 'It crashed.'));
    await expect(run.result).rejects.toMatchObject({ code: 'worker-crashed' });

    const second = open(store);
    second.engine.text = 'One two three four five.';
    const opened = await second.model.sessions.open('long');
    expect([opened.messages.length, opened.resumable]).toEqual([3, true]);
    expect(await opened.resume().result).toMatchObject({ text: 'One two three four five.' });
    expect(second.engine.requests[0]!.options).toMatchObject({
      sampled: 3,
      sampling: { seed: 5, temperature: 1 },
    });
    expect(contents(opened).slice(3)).toEqual(['user: b', 'assistant: One two three four five.']);
    expect(store.sessions.get('long')!.session.messages).toHaveLength(5);
    expect(store.answers.size).toBe(0);
  });

  it('continues after a crash in its first answer, but not with other weights', async () => {
    const store = new MemoryStore();
    const first = open(store);
    const stopped = first.engine.stopBefore(2);
    const run = first.model.createSession({ name: 'new' }).generate('a');
    await stopped;
    await expect.poll(() => store.answers.get('new')?.ids.length).toBe(2);
    first.close(new Error('over'));
    await expect(run.result).rejects.toThrow();
    const changed = open(store, new WritingEngine(), 'r2');
    expect(await changed.model.sessions.open('new')).toMatchObject({ messages: [], resumable: false });
    expect(changed.warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('other weights'),
    ]);
    const same = open(store);
    const opened = await same.model.sessions.open('new');
    expect(opened.resumable).toBe(true);
    expect(await opened.resume().result).toMatchObject({ text: 'An answer.' });
    expect(same.warnings).toEqual([]);
  });

  it('that is stopped leaves the journal of another tab’s answer', async () => {
    const store = new MemoryStore();
    await open(store).model.createSession({ name: 'both' }).generate('one').result;
    const [first, second] = [open(store), open(store)];
    const stop = new AbortController();
    const reached = new Promise<void>((resolve) => {
      first.engine.beforeToken = (index) => {
        if (index !== 2) return;
        resolve();
        const { signal } = first.engine.requests[0]!.options;
        return new Promise((release) => signal!.addEventListener('abort', () => release()));
      };
    });
    const stopped = (await first.model.sessions.open('both')).generate('two', { signal: stop.signal });
    await reached;
    second.engine.text = 'One two three four five.';
    const written = second.engine.stopBefore(3);
    void (await second.model.sessions.open('both')).generate('three').result.catch(() => {});
    await written;
    await expect.poll(() => store.answers.get('both')?.ids.length).toBe(3);
    stop.abort();
    await expect(stopped.result).rejects.toThrow();
    const opened = await open(store).model.sessions.open('both');
    expect(contents(opened).length).toBe(2);
    expect(opened.unfinished?.at(-1)?.content).toBe('three');
    second.close(new Error('over'));
  });

  it('of the same name is replaced by a complete answer, not by a question that fails', async () => {
    const store = new MemoryStore();
    await open(store).model.createSession({ name: 'a' }).generate('one').result;
    const { model, engine, warnings } = open(store);
    const session = model.createSession({ name: 'a' });
    engine.beforeToken = () => {
      throw new DownloadError('network', 'offline');
    };
    await expect(session.generate('two').result).rejects.toThrow('offline');
    expect(store.sessions.get('a')!.session.messages).toMatchObject([{ content: 'one' }, {}]);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('A session is saved as "a" already'),
    ]);
    engine.beforeToken = () => {};
    await session.resume().result;
    expect(store.sessions.get('a')!.session.messages).toMatchObject([{ content: 'two' }, {}]);
  });

  it('keeps its saved state when its own was evicted, as long as that belongs to its tokens', async () => {
    const store = new MemoryStore();
    const { model, engine } = open(store);
    const session = model.createSession({ name: 'a' });
    await session.generate('one').result;
    const { state } = store.sessions.get('a')!.session;
    expect(state).toBeDefined();
    engine.evicted = true;
    await session.generate('two').result;
    await session.save('b');
    for (const name of ['a', 'b']) expect(store.sessions.get(name)!.session).toMatchObject({ state });

    const next = open(store);
    next.engine.evicted = true;
    const opened = await next.model.sessions.open('b');
    expect(next.engine.restored[0]!.tokens).toEqual(decodeSnapshot(state!)!.tokens);
    await opened.save();
    expect(store.sessions.get('b')!.session).toMatchObject({ state });
    await opened.rewind(1);
    await opened.save();
    expect(store.sessions.get('b')!.session.state).toBeUndefined();
  });

  it('of another session is replaced by saving only on request', async () => {
    const store = new MemoryStore();
    await open(store).model.createSession({ name: 'a' }).generate('one').result;
    const { model } = open(store);
    const session = model.createSession();
    await session.generate('two').result;
    await expect(session.save('a')).rejects.toMatchObject({ code: 'storage', details: { conflict: true } });
    expect(session.name).toBeUndefined();
    expect(store.sessions.get('a')!.session.messages).toMatchObject([{ content: 'one' }, {}]);
    await session.save('a', { replace: true });
    expect(store.sessions.get('a')!.session.messages).toMatchObject([{ content: 'two' }, {}]);
    await session.save('a');
    await expect(session.save('a', { replace: 1 as never })).rejects.toMatchObject({
      details: { option: 'replace' },
    });
  });

  it('that is saved with an unfinished answer keeps it', async () => {
    const store = new MemoryStore();
    const { model, engine } = open(store);
    const session = model.createSession({ name: 'a' });
    engine.beforeToken = (i) => {
      if (i === 2) throw new DownloadError('network', 'offline');
    };
    await expect(session.generate('one', { seed: 4 }).result).rejects.toThrow('offline');
    await session.save(null, { metadata: { pinned: true } });
    const next = open(store);
    const opened = await next.model.sessions.open('a');
    expect(opened).toMatchObject({ messages: [], metadata: { pinned: true }, resumable: true });
    expect(await opened.resume().result).toMatchObject({ text: 'An answer.' });
    expect(next.engine.requests[0]!.options).toMatchObject({ sampled: 1, sampling: { seed: 4 } });
    expect(store.answers.size).toBe(0);
  });

  it('answers although it cannot be saved, and reports the reason', async () => {
    const store = new MemoryStore();
    const { model, warnings } = open(store);
    const session = model.createSession({ name: 'a' });
    store.failure = new PocketM1Error('storage', 'The disk is full.');
    expect(await session.generate('Hi').result).toMatchObject({ text: 'An answer.' });
    expect(warnings.map(({ message }) => message)).toContain('The disk is full.');
    await expect(session.save()).rejects.toMatchObject({ code: 'storage' });
    store.failure = undefined;
    await session.save(null, { metadata: { kept: 1 } });
    expect(store.sessions.get('a')!.session).toMatchObject({ metadata: { kept: 1 } });
    await session.save('b');
    expect(session.name).toBe('b');
  });

  it('keeps metadata that was changed while it is open, unless a save has new ones', async () => {
    const store = new MemoryStore();
    const { model } = open(store);
    const session = model.createSession({ name: 'a', metadata: { n: 1 } });
    await session.generate('Hi').result;
    const stored = (name: string) => store.sessions.get(name)!.session;
    stored('a').metadata = { n: 2 };
    await session.generate('Hi').result;
    await session.save();
    await session.save('a', { replace: true });
    expect(stored('a').metadata).toEqual({ n: 2 });
    await session.save(null, { metadata: { n: 3 } });
    expect(stored('a').metadata).toEqual({ n: 3 });
    await session.save('b');
    expect(stored('b').metadata).toEqual({ n: 3 });
  });

  it('is saved under a new name after an answer that was asked for while it was being saved', async () => {
    const store = new MemoryStore();
    const { model, warnings } = open(store);
    const session = model.createSession();
    await session.generate('one').result;
    const stored = (name: string) => store.sessions.get(name)?.session.messages;
    for (const name of ['a', 'b']) {
      const saving = session.save(name);
      await session.generate('more').result;
      await saving;
      expect(stored(name)).toHaveLength(session.messages.length);
    }
    expect(stored('a')).toHaveLength(4);
    // A name that is taken stays with its session.
    const other = model.createSession();
    const refused = expect(other.save('a')).rejects.toMatchObject({ details: { conflict: true } });
    await other.generate('other').result;
    await refused;
    expect(stored('a')).toHaveLength(4);
    expect(warnings).toEqual([]);
  });

  it('keeps its messages if its state or its options are invalid', async () => {
    const store = new MemoryStore();
    const { model } = open(store);
    await model.createSession({ name: 'a' }).generate('Hi').result;
    const { session } = store.sessions.get('a')!;
    session.state = new ArrayBuffer(12);
    session.options = { temperature: 'hot' };
    const next = open(store);
    expect((await next.model.sessions.open('a')).messages).toHaveLength(2);
    expect(next.warnings.map(({ code }) => code)).toEqual(['storage', 'storage']);
    session.messages = [{ role: 'robot' }];
    await expect(next.model.sessions.open('a')).rejects.toMatchObject({
      code: 'storage',
      details: { name: 'a' },
    });
  });

  it('is exported and imported; its state is used only if the file is trusted', async () => {
    const { model } = open();
    const session = model.createSession({ topK: 9, metadata: { n: 1 } });
    const big = {
      role: 'assistant',
      toolCalls: [{ name: 'f', arguments: { n: (2n ** 80n) as never } }],
    } as const;
    await session.generate([{ role: 'user', content: 'a' }, big, { role: 'tool', name: 'f', content: '1' }])
      .result;
    const file = await session.export();
    for (const trusted of [false, true]) {
      const other = open();
      const imported = await other.model.importSession(file, { trusted });
      expect(imported.messages).toEqual(session.messages);
      expect(imported).toMatchObject({ name: undefined, metadata: { n: 1 } });
      expect(other.engine.restored).toHaveLength(trusted ? 1 : 0);
      await imported.generate('b').result;
      expect(other.engine.requests[0]!.options.sampling.topK).toBe(9);
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const flip = (at: number): Blob => new Blob([bytes.with(at, bytes[at]! ^ 1)]);
    for (const [damaged, problem] of [
      [flip(3), /is no session/],
      [flip(30), /SHA-256 of its messages/],
      [flip(150), /SHA-256 of its messages/],
      [flip(bytes.length - 3), /SHA-256 of its state/],
      [new Blob([bytes.slice(0, -2)]), /its state has/],
      [new Blob([bytes.slice(0, 200)]), /SHA-256 of its messages/],
      [new Blob([]), /is no session/],
    ] as const) {
      await expect(open().model.importSession(damaged, { trusted: true })).rejects.toMatchObject({
        code: 'invalid-argument',
        message: expect.stringMatching(problem),
      });
    }
  });
});
