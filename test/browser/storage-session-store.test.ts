// Saved sessions in the browser's own IndexedDB.

import { get, keys, set } from 'idb-keyval';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Database } from '../../src/storage/database.ts';
import { SessionStore } from '../../src/storage/session-store.ts';
import type { SessionToStore } from '../../src/storage/stored-session.ts';

/** A separate database, as several tabs see it. */
function useStores() {
  const name = `sessions ${crypto.randomUUID()}`;
  const opened: { close(): Promise<void> }[] = [];
  onTestFinished(async () => {
    await Promise.all(opened.map((store) => store.close()));
    indexedDB.deleteDatabase(`${name}-sessions`);
  });
  const keep = <T extends { close(): Promise<void> }>(store: T): T => {
    opened.push(store);
    return store;
  };
  return {
    open: () => keep(new SessionStore(name)),
    behind: keep(new Database(`${name}-sessions`, 'sessions')),
  };
}

function session(name: string, text: string, state?: ArrayBuffer): SessionToStore {
  const messages = [{ role: 'user', content: text }];
  return {
    name,
    metadata: { text },
    model: 'https://example.org/m1/',
    messages,
    options: { topK: 5 },
    state,
  };
}

const state = crypto.getRandomValues(new Uint8Array(5000)).buffer;

test('a session is read as it was saved, and listed without reading it', async () => {
  const { open } = useStores();
  const store = open();
  expect(await store.list()).toEqual([]);
  expect(await store.read('a')).toBeUndefined();
  const version = await store.write(session('a', 'one', state), undefined);
  await store.write({ ...session('b', 'two'), messages: [{ big: 2n ** 70n }] }, undefined);
  expect(await open().read('a')).toEqual({
    record: expect.objectContaining({ name: 'a', version, messages: 1, metadata: { text: 'one' } }),
    messages: [{ role: 'user', content: 'one' }],
    options: { topK: 5 },
    state,
    answer: undefined,
    damaged: false,
  });
  expect(await open().read('b')).toMatchObject({
    messages: [{ big: 2n ** 70n }],
    state: undefined,
    damaged: false,
  });
  const [last, first] = await open().list();
  expect([first!.name, last!.name].sort()).toEqual(['a', 'b']);
  expect(first!.updatedAt).toBeLessThanOrEqual(last!.updatedAt);
  const bytes = (await store.list()).map((record) => record.bytes).sort((x, y) => x - y);
  expect(bytes[0]).toBeGreaterThan(10);
  expect(bytes[1]).toBeGreaterThan(state.byteLength + 10);
});

test("the later of two saves wins completely, and the earlier one's tab gets a conflict", async () => {
  const { open } = useStores();
  const [one, other] = [open(), open()];
  const first = await one.write(session('a', 'one', state), undefined);
  const second = await one.write(session('a', 'two'), first);
  // A tab that has never read it.
  const third = await other.write(session('a', 'other'), undefined);
  expect(new Set([first, second, third]).size).toBe(3);
  await expect(one.write(session('a', 'three'), second)).rejects.toMatchObject({
    code: 'storage',
    details: { conflict: true, name: 'a' },
    message: expect.stringContaining('has been saved from elsewhere'),
  });
  expect(await one.read('a')).toMatchObject({ messages: [{ content: 'other' }], state: undefined });
  // A deleted session causes no conflict.
  expect(await other.delete('a')).toBe(true);
  expect(await other.delete('a')).toBe(false);
  await one.write(session('a', 'three'), second);
  // Of two simultaneous saves, one comes first.
  const base = (await one.read('a'))!.record!.version;
  const outcomes = await Promise.allSettled(
    [one, other].map((store) => store.write(session('a', 'x'), base)),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('damaged parts are left out, and the messages survive', async () => {
  const { open, behind } = useStores();
  const store = open();
  const change = async (key: string, to: (value: never) => unknown): Promise<void> => {
    await store.write(session('a', 'one', state), undefined);
    const value = await behind.run((transact) => get<never>(key, transact));
    await behind.run((transact) => set(key, to(value!), transact));
  };
  const flipped = (bytes: ArrayBuffer): ArrayBuffer => {
    const copy = new Uint8Array(bytes.slice(0));
    copy[2500]! ^= 1;
    return copy.buffer;
  };
  for (const damage of [flipped, (bytes: ArrayBuffer) => bytes.slice(7), () => 'nothing', () => undefined]) {
    await change('state:a', damage);
    expect(await store.read('a')).toMatchObject({
      record: { name: 'a' },
      messages: [{ content: 'one' }],
      state: undefined,
      damaged: true,
    });
  }
  await change('session:a', (record: object) => ({ ...record, version: 7 }));
  expect(await store.read('a')).toMatchObject({
    record: undefined,
    messages: [{ content: 'one' }],
    damaged: true,
  });
  expect(await store.list()).toEqual([]);
  await change('content:a', (content: object) => ({ ...content, version: 'other' }));
  expect(await store.read('a')).toMatchObject({ record: undefined, state: undefined, damaged: true });
  await change('content:a', () => 'nothing');
  expect(await store.read('a')).toMatchObject({ record: undefined, messages: undefined, damaged: true });
});

test('the journal of an answer grows, and belongs to one version of its session', async () => {
  const { open, behind } = useStores();
  const store = open();
  const version = await store.write(session('a', 'one'), undefined);
  const first = await store.beginAnswer('a', version, { seed: 3 });
  const { add } = first;
  expect((await open().read('a'))!.answer).toMatchObject({ request: { seed: 3 }, ids: new Uint32Array() });
  await add([5, 6]);
  const putting = vi.spyOn(IDBObjectStore.prototype, 'put');
  await add([7]);
  // Only new ids are written.
  expect(putting.mock.calls.map(([value]) => value)).toMatchObject([{ ids: Uint32Array.of(7) }]);
  putting.mockRestore();
  expect((await open().read('a'))!.answer).toMatchObject({ ids: Uint32Array.of(5, 6, 7) });
  // Another answer's ids are ignored.
  const second = await store.beginAnswer('a', version, { seed: 4 });
  await add([8]);
  expect((await open().read('a'))!.answer).toMatchObject({ request: { seed: 4 }, ids: new Uint32Array() });
  // Neither an older journal nor an older version of the session changes it.
  await store.endAnswer('a', first.id);
  await (await store.beginAnswer('a', 'an older version', {})).add([9]);
  expect((await open().read('a'))!.answer).toMatchObject({ request: { seed: 4 } });
  await store.endAnswer('a', second.id);
  expect((await open().read('a'))!.answer).toBeUndefined();
  await add([5, 6]);
  expect(await behind.run((transact) => keys(transact))).toEqual(['content:a', 'session:a']);
  await store.beginAnswer('a', version, { seed: 5 }, [7]);
  expect((await open().read('a'))!.answer).toMatchObject({ ids: Uint32Array.of(7) });
  const answer = { request: { seed: 6 }, ids: [8] };
  const saved = await store.write({ ...session('a', 'one'), answer }, version);
  expect((await open().read('a'))!.answer).toMatchObject({ ...answer, ids: Uint32Array.of(8) });
  await expect(store.write(session('a', 'two'), null)).rejects.toMatchObject({ details: { conflict: true } });
  await store.write(session('a', 'two'), saved);
  expect((await open().read('a'))!.answer).toBeUndefined();
});

/** Commits the next write as if the connection were lost before the page hears of it. */
function loseNextWrite(): void {
  const { transaction } = IDBDatabase.prototype;
  const restore = (): void => {
    IDBDatabase.prototype.transaction = transaction;
  };
  onTestFinished(restore);
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const begun = transaction.call(this, stores, mode, options);
    if (mode !== 'readwrite') return begun;
    restore();
    Object.defineProperty(begun, 'oncomplete', {
      set: () => begun.addEventListener('complete', () => begun.onabort?.(new Event('abort'))),
    });
    return begun;
  };
}

test('what was done before the connection was lost is not done again', async () => {
  const { open } = useStores();
  const store = open();
  const version = await store.write(session('a', 'one'), undefined);
  loseNextWrite();
  await store.rename('a', 'b');
  expect((await store.read('b'))!.record).toMatchObject({ name: 'b', version });
  loseNextWrite();
  expect(await store.delete('b')).toBe(true);
  expect(await store.delete('b')).toBe(false);
  loseNextWrite();
  await store.write(session('c', 'two'), null);
  expect(await store.list()).toMatchObject([{ name: 'c' }]);
});

test('a session is renamed and deleted with all its records', async () => {
  const { open, behind } = useStores();
  const store = open();
  const version = await store.write(session('a', 'one', state), undefined);
  await store.write(session('taken', 'two'), undefined);
  const { add } = await store.beginAnswer('a', version, {});
  for (let id = 1; id < 13; id++) await add([id]);
  await expect(store.rename('a', 'taken')).rejects.toMatchObject({
    code: 'storage',
    details: { to: 'taken' },
  });
  await expect(store.rename('none', 'b')).rejects.toMatchObject({ details: { name: 'none' } });
  await store.rename('a', 'a');
  await store.rename('a', 'b');
  expect(await store.read('a')).toBeUndefined();
  expect(await store.read('b')).toMatchObject({
    record: { name: 'b', version },
    state,
    answer: { ids: Uint32Array.from({ length: 12 }, (_, i) => i + 1) },
  });
  for (const name of ['b', 'taken']) await store.delete(name);
  expect(await behind.run((transact) => keys(transact))).toEqual([]);
});

test('metadata is replaced on its own, and messages are read without the state', async () => {
  const { open, behind } = useStores();
  const store = open();
  const version = await store.write(session('a', 'one', state), undefined);
  const { updatedAt, bytes } = (await store.list())[0]!;
  await store.setMetadata('a', { text: 'one, pinned' });
  expect(await store.list()).toMatchObject([
    { version, updatedAt, metadata: { text: 'one, pinned' }, bytes: bytes + ', pinned'.length },
  ]);
  expect(await store.read('a')).toMatchObject({ state, damaged: false });
  // A tab with the open session can still save it, with or without new metadata.
  const next = await store.write({ ...session('a', 'two'), metadataOf: version }, version);
  const kept = (await store.list())[0]!;
  expect(kept.metadata).toEqual({ text: 'one, pinned' });
  await store.write({ ...session('a', 'two'), metadataOf: version }, next);
  const replaced = (await store.list())[0]!;
  expect(replaced.metadata).toEqual({ text: 'two' });
  expect(kept.bytes - replaced.bytes).toBe(', pinned'.length);
  await expect(store.setMetadata('none', {})).rejects.toMatchObject({ code: 'storage' });
  expect(await store.readMessages('a')).toEqual({ messages: [{ role: 'user', content: 'two' }] });
  expect(await store.readMessages('none')).toBeUndefined();
  await behind.run((transact) => set('content:a', 'damaged', transact));
  expect(await store.readMessages('a')).toEqual({ messages: undefined });
});

test('a session is read consistently during another save', async () => {
  const { open } = useStores();
  const [store, other] = [open(), open()];
  const version = await store.write(session('a', 'one', state), undefined);
  const { transaction } = IDBDatabase.prototype;
  const beginning = vi.spyOn(IDBDatabase.prototype, 'transaction');
  onTestFinished(() => beginning.mockRestore());
  let saving: Promise<unknown> | undefined;
  beginning.mockImplementation(function (this: IDBDatabase, ...args) {
    const begun = transaction.apply(this, args);
    // Another tab saves as soon as the reading has started.
    saving ??= other.write(session('a', 'two'), version);
    return begun;
  });
  expect(await store.read('a')).toMatchObject({ messages: [{ content: 'one' }], state, damaged: false });
  await saving;
  expect(await store.read('a')).toMatchObject({ messages: [{ content: 'two' }], damaged: false });
});

test('a session without its own state uses that of a saved one that has not changed', async () => {
  const { open } = useStores();
  const store = open();
  const version = await store.write(session('a', 'one', state), undefined);
  const stateOf = { name: 'a', version };
  await store.write({ ...session('b', 'two'), stateOf }, null);
  const kept = await store.write({ ...session('a', 'three'), stateOf }, version);
  for (const name of ['a', 'b']) expect(await store.read(name)).toMatchObject({ state, damaged: false });
  const bytes = (await store.list()).map((record) => record.bytes);
  for (const each of bytes) expect(each).toBeGreaterThan(state.byteLength);
  await store.write({ ...session('c', 'four'), stateOf }, null);
  expect(await store.read('c')).toMatchObject({ state: undefined, damaged: false });
  await store.write({ ...session('a', 'five'), stateOf }, kept);
  expect(await store.read('a')).toMatchObject({ state: undefined, damaged: false });
});

test('a save without space, or an interrupted one, keeps the earlier version', async () => {
  const { open } = useStores();
  const store = open();
  const version = await store.write(session('a', 'one', state), undefined);
  const { put } = IDBObjectStore.prototype;
  // The record is written last, so an interrupted save has no effect.
  const putting = vi.spyOn(IDBObjectStore.prototype, 'put');
  onTestFinished(() => putting.mockRestore());
  putting.mockImplementation(function (this: IDBObjectStore, value, key) {
    if (`${key}` !== 'session:a') return put.call(this, value, key);
    throw new DOMException('The disk is full.', 'QuotaExceededError');
  });
  await expect(store.write(session('a', 'two', state), version)).rejects.toMatchObject({
    code: 'storage',
    message: expect.stringMatching(/save the session "a" \(QuotaExceededError: .*\): free disk space/),
  });
  putting.mockRestore();
  expect(await store.read('a')).toMatchObject({ messages: [{ content: 'one' }], state, damaged: false });
});
