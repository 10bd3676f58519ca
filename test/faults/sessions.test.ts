// Sessions that are saved, forked, rewound and resumed during faults.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { GenerateOptions, LoadOptions, Session } from '../../src/index.ts';
import { conversation, writeModel } from './model.ts';
import { sampled, question as shortQuestion } from './question.ts';
import { countBuffers, openSharedSite, type Site, Tab, unwrap, useBrowser } from './tab.ts';

declare global {
  var session: Session;
  /** Outcome of an answer that is cut off. */
  var answering: ReturnType<typeof attempt<{ text: string }>>;
}

useBrowser();

const options: GenerateOptions = { ...sampled, maxTokens: 24 };
/** Long enough for a checkpoint at its end. */
const question = [shortQuestion, shortQuestion, shortQuestion].join(' ');
const next = 'And how does it go on after that?';

/** Starts a session, named or not, and asks the first question. Resolves with the answer. */
const begin = ({ page }: Tab, name?: string): Promise<string> =>
  page
    .evaluate(
      ([text, given, as]) => {
        globalThis.session = model.createSession({ ...given, name: as });
        return attempt(session.generate(text).result.then(({ text }) => text));
      },
      [question, options, name] as const,
    )
    .then(unwrap);

/** Asks the session a question. */
const goOn = ({ page }: Tab, text = next): Promise<{ text: string; cachedTokens: number }> =>
  page
    .evaluate(
      (asked) =>
        attempt(
          session
            .generate(asked)
            .result.then(({ text, usage: { cachedTokens } }) => ({ text, cachedTokens })),
        ),
      text,
    )
    .then(unwrap);

/** Opens a session. Resolves with its number of messages. */
const reopen = ({ page }: Tab, name: string): Promise<number> =>
  page
    .evaluate(
      (as) =>
        attempt(
          model.sessions.open(as).then((opened) => {
            globalThis.session = opened;
            return opened.messages.length;
          }),
        ),
      name,
    )
    .then(unwrap);

/** Changes the saved state as another program might. */
const tamper = ({ page }: Tab, key: string): Promise<void> =>
  page.evaluate(async (name) => {
    const promised = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const opened = await promised(indexedDB.open('pocket-m1-sessions'));
    const store = opened.transaction('sessions', 'readwrite').objectStore('sessions');
    const bytes = new Uint8Array(await promised<ArrayBuffer>(store.get(name)));
    if (bytes.length < 1000) throw new Error(`no state is stored as ${name}`);
    bytes[bytes.length >> 1]! ^= 1;
    await promised(store.put(bytes.buffer, name));
    opened.close();
  }, key);

/** How many tokens are stored of a session's unfinished answer. */
const storedTokens = ({ page }: Tab, name: string): Promise<number> =>
  page.evaluate(async (as) => {
    const promised = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const opened = await promised(indexedDB.open('pocket-m1-sessions'));
    const store = opened.transaction('sessions').objectStore('sessions');
    const range = IDBKeyRange.bound(['answer-ids', as], ['answer-ids', as, []]);
    const segments = await promised<{ ids: Uint32Array }[]>(store.getAll(range));
    opened.close();
    return segments.reduce((sum, { ids }) => sum + ids.length, 0);
  }, name);

/** The models of this file render whole conversations. */
let models: { folder: string; usual: string; replaced: string };

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pocket-m1-sessions-'));
  models = { folder, usual: join(folder, 'usual'), replaced: join(folder, 'replaced') };
  await writeModel(join(folder, 'one'), models.usual, { template: conversation });
  await writeModel(join(folder, 'other'), models.replaced, { template: conversation, quant: 'q4' });
});

afterAll(() => rm(models.folder, { recursive: true }));

async function openSharedSiteOfModel(): Promise<Site> {
  const site = await openSharedSite();
  site.server.serve(models.usual);
  return site;
}

async function openSite(): Promise<Site> {
  const site = await openSharedSiteOfModel();
  onTestFinished(() => site.close());
  return site;
}

/** Both answers of a session without faults. */
let expected: { first: string; second: string; cachedTokens: number };

beforeAll(async () => {
  const site = await openSharedSiteOfModel();
  await site.tab.load();
  const first = await begin(site.tab);
  const { text: second, cachedTokens } = await goOn(site.tab);
  // The question, but not its answer, because the template renders it with other tokens.
  expect(cachedTokens).toBe(question.length);
  expected = { first, second, cachedTokens };
  await site.close();
});

it('when the tab is closed while it saves, is stored as before or after', async () => {
  const { server, context, tab } = await openSite();
  await tab.load();
  expect(await begin(tab, 'a')).toBe(expected.first);
  await tab.page.evaluate(() => session.rewind(1));
  // Nothing awaits these.
  await tab.page.evaluate(() => {
    for (let i = 0; i < 20; i++) void session.save('a', { metadata: { i } }).catch(() => {});
    return new Promise((resolve) => setTimeout(resolve, 30));
  });
  await tab.page.close();
  const other = await Tab.open(context, server);
  await other.load();
  const length = await reopen(other, 'a');
  const metadata = await other.page.evaluate(() => session.metadata);
  expect([1, 2]).toContain(length);
  expect(Object.keys(metadata)).toHaveLength(length === 2 ? 0 : 1);
  if (length === 1) await other.page.evaluate(() => session.rewind(0));
  if (length === 1) expect((await goOn(other, question)).text).toBe(expected.first);
  expect((await goOn(other)).text).toBe(expected.second);
  expect(await other.warnings()).toEqual([]);
});

it('when the disk is full, answers with a warning, and is saved once there is space', async () => {
  const { server, context, tab } = await openSite();
  const devtools = await context.newCDPSession(tab.page);
  const { origin } = new URL(server.url);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20_000 });
  await tab.load();
  expect(await begin(tab, 'a')).toBe(expected.first);
  expect(new Set(await tab.warnings())).toEqual(new Set(['storage']));
  const save = () => tab.page.evaluate(() => attempt(session.save()));
  expect(await save()).toMatchObject({
    failure: { code: 'storage', message: expect.stringContaining('free disk space') },
  });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  expect(await save()).toEqual({ value: undefined });
  expect(await reopen(tab, 'a')).toBe(2);
  expect((await goOn(tab)).text).toBe(expected.second);
});

describe('a session that is saved', () => {
  let site: Site;

  const copies = ['untouched', 'corrupted', 'other keys', 'other weights'] as const;

  beforeAll(async () => {
    site = await openSharedSiteOfModel();
    await site.tab.load();
    await begin(site.tab, 'a');
    await site.tab.page.evaluate(async (names) => {
      for (const name of names) await (await session.fork()).save(name);
    }, copies);
  });

  afterAll(() => site.close());

  /** Opens a copy of the session in a newly loaded model, and asks the next question. */
  async function openCopy(name: (typeof copies)[number], given: LoadOptions = {}) {
    const { tab } = site;
    await tab.dispose();
    await tab.load(given);
    expect(await reopen(tab, name)).toBe(2);
    return { ...(await goOn(tab)), warnings: await tab.warnings() };
  }

  it('is opened without reading it again', async () => {
    const { second: text, cachedTokens } = expected;
    expect(await openCopy('untouched')).toEqual({ text, cachedTokens, warnings: [] });
  });

  it('is read again when its record was corrupted', async () => {
    await tamper(site.tab, 'state:corrupted');
    expect(await openCopy('corrupted')).toEqual({
      text: expected.second,
      cachedTokens: 0,
      warnings: ['storage'],
    });
  });

  it('is read again with other keys and values', async () => {
    expect(await openCopy('other keys', { kvCache: 'f32' })).toMatchObject({
      cachedTokens: 0,
      warnings: ['storage'],
    });
  });

  it('is read again when the weights were replaced', async () => {
    site.server.serve(models.replaced);
    expect(await openCopy('other weights')).toMatchObject({ cachedTokens: 0, warnings: ['storage'] });
  });
});

it('two tabs that save under one name: the later one wins completely, the earlier one gets a conflict', async () => {
  const { server, context, tab } = await openSite();
  const other = await Tab.open(context, server);
  for (const each of [tab, other]) {
    await each.load();
    expect(await begin(each, 'a')).toBe(expected.first);
  }
  const { failure } = (await tab.page.evaluate(() => attempt(session.save()))) as { failure: object };
  expect(failure).toMatchObject({ code: 'storage', details: { conflict: true } });
  // It still answers, but its answers are not saved.
  expect((await goOn(tab)).text).toBe(expected.second);
  expect(await tab.warnings()).toEqual(['storage']);
  await tab.page.evaluate(() => session.save('b'));
  expect((await goOn(other, question)).text).not.toBe('');
  expect(await reopen(tab, 'a')).toBe(4);
  expect(await reopen(tab, 'b')).toBe(4);
});

it.each(['crashes', 'is terminated'])(
  'when the worker %s in the middle of an answer, goes on with the same tokens',
  async (how) => {
    const { tab } = await openSite();
    await tab.loadInstrumented();
    // Several times as long as leaving it takes.
    const long = { maxTokens: 200 };
    await begin(tab);
    const whole = await tab.page.evaluate(
      ([text, given]) =>
        session.generate(text, given).result.then(({ text, usage: { completionTokens, cachedTokens } }) => ({
          text,
          completionTokens,
          cachedTokens,
        })),
      [next, long] as const,
    );
    expect(whole.completionTokens).toBe(long.maxTokens);
    await begin(tab, 'a');
    const outcome = await tab.page.evaluate(
      async ([text, given]) => {
        let parts = 0;
        for await (const _ of session.generate(text, given)) if (++parts === 6) break;
        return parts;
      },
      [next, long] as const,
    );
    // Leaving the loop ends an answer permanently.
    expect(outcome).toBe(6);
    expect(await reopen(tab, 'a')).toBe(2);
    expect(await tab.page.evaluate(() => session.resumable)).toBe(false);
    await tab.page.evaluate(
      ([text, given]) => {
        worker.postMessage({ act: 'stand-still', after: 5 });
        globalThis.answering = attempt(session.generate(text, given).result);
      },
      [next, long] as const,
    );
    await expect.poll(() => storedTokens(tab, 'a')).toBeGreaterThan(5);
    const failure = await tab.page.evaluate((crashes) => {
      if (crashes) worker.postMessage('crash');
      else worker.terminate();
      return answering;
    }, how === 'crashes');
    expect(failure).toMatchObject({ failure: { code: 'worker-crashed' } });
    await tab.load();
    expect(await reopen(tab, 'a')).toBe(2);
    const resumed = await tab.page.evaluate(async () => {
      const { resumable } = session;
      const run = session.resume();
      let text = '';
      for await (const part of run) if (part.type === 'text') text += part.text;
      const { usage } = await run.result;
      return { resumable, text, cachedTokens: usage.cachedTokens, length: session.messages.length };
    });
    expect(resumed).toMatchObject({ resumable: true, text: whole.text, length: 4 });
    expect(resumed.cachedTokens).toBe(whole.cachedTokens);
  },
);

it('when the device is lost during rewind, fork and save, continues with the same tokens', async () => {
  const { tab } = await openSite();
  await tab.loadInstrumented();
  for (const call of ['rewind', 'fork', 'save', 'export'] as const) {
    expect(await begin(tab)).toBe(expected.first);
    const outcome = await tab.page.evaluate(async (what) => {
      worker.postMessage('lose-device');
      const calls = {
        rewind: () => session.rewind(0),
        fork: () => session.fork(),
        save: () => session.save('a'),
        export: () => session.export(),
      };
      const called = calls[what]();
      worker.postMessage('lose-device');
      return attempt(Promise.resolve(called).then(() => undefined));
    }, call);
    expect(outcome).toEqual({ value: undefined });
    if (call === 'rewind') expect((await goOn(tab, question)).text).toBe(expected.first);
    expect((await goOn(tab)).text).toBe(expected.second);
  }
  // The state could not be read, so it is saved without it.
  expect(new Set(await tab.warnings())).toEqual(new Set(['device-lost', 'storage']));
});

it('200 forks and disposals leave nothing behind', async () => {
  const { tab } = await openSite();
  await tab.loadInstrumented();
  // The first answer creates the buffers that all answers share.
  await begin(tab);
  await tab.page.evaluate(() => session.dispose());
  const empty = await countBuffers(tab);
  await begin(tab);
  await tab.page.evaluate(() => session.fork().then((fork) => fork.dispose()));
  const buffers = await countBuffers(tab);
  await tab.page.evaluate(async () => {
    for (let i = 0; i < 200; i++) await (await session.fork()).dispose();
  });
  expect(await countBuffers(tab)).toBe(buffers);
  expect((await goOn(tab)).text).toBe(expected.second);
  await tab.page.evaluate(() => session.dispose());
  expect(await countBuffers(tab)).toBe(empty);
});

it('with a prefix cache and states of any size, the tokens are the same', async () => {
  const { tab } = await openSite();
  for (const bytes of [0, 30_000, undefined]) {
    await tab.load({ prefixCacheBytes: bytes, sessionStateBytes: bytes });
    expect(await begin(tab)).toBe(expected.first);
    const { text, cachedTokens } = await goOn(tab);
    expect(text).toBe(expected.second);
    if (bytes === 0) expect(cachedTokens).toBe(0);
    const messages = await tab.page.evaluate(() => [...session.messages.slice(0, 2)]);
    const answer = await tab.page.evaluate(
      ([before, asked, given]) =>
        model.generate([...before, { role: 'user', content: asked }], given).result.then(({ text }) => text),
      [messages, next, options] as const,
    );
    expect(answer).toBe(expected.second);
    await tab.dispose();
  }
});
