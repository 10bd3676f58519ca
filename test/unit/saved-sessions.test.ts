// Conversations that are saved without a model, while other tabs change what is saved.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sessions } from '../../src/api/sessions.ts';
import { SessionStore } from '../../src/storage/session-store.ts';
import { MemoryStore } from '../support/session-site.ts';

const store = new MemoryStore();
const messages = [{ role: 'user' as const, content: 'Hello' }];
/** What another tab does between reading and writing. */
let meanwhile: () => unknown;

beforeEach(async () => {
  meanwhile = () => {};
  vi.spyOn(SessionStore.prototype, 'close').mockResolvedValue();
  vi.spyOn(SessionStore.prototype, 'write').mockImplementation((...given) => store.write(...given));
  vi.spyOn(SessionStore.prototype, 'read').mockImplementation(async (name) => {
    const stored = structuredClone(await store.read(name));
    await meanwhile();
    return stored;
  });
  store.sessions.clear();
  await sessions.save('a', [], { metadata: { title: 'One' } });
});

afterEach(() => void vi.restoreAllMocks());

const stored = () => store.sessions.get('a')!.session;

test('metadata that was changed meanwhile is kept, unless the save has metadata itself', async () => {
  meanwhile = () => {
    stored().metadata = { title: 'Two' };
  };
  await sessions.save('a', messages, { replace: true });
  expect(stored()).toMatchObject({ metadata: { title: 'Two' }, messages: [{ content: 'Hello' }] });
  await sessions.save('a', messages, { replace: true, metadata: { title: 'Three' } });
  expect(stored()).toMatchObject({ metadata: { title: 'Three' } });
});

test('what was saved meanwhile is replaced as well, and its options are kept', async () => {
  meanwhile = async () => {
    meanwhile = () => {};
    const session = { ...stored(), messages: [], options: { topK: 7 } };
    await store.write(session, undefined);
  };
  await sessions.save('a', messages, { replace: true });
  expect(stored()).toMatchObject({ options: { topK: 7 }, messages: [{ content: 'Hello' }] });
  await expect(sessions.save('a', [])).rejects.toMatchObject({ details: { conflict: true } });
});
