// Answers of a server while they are written. They are stored about twice a second, so that a reload loses neither the question nor
// what there is of the answer. (A model on this device keeps a journal of its own.)

import { type Message, sessions } from '../src/index.ts';
import { warn } from './announce.ts';
import { type BranchMetadata, parseMetadata, withoutUnfinished } from './conversations/branches.ts';
import type { ConversationStore } from './conversations/store.ts';
import { sentenceOf } from './problems.ts';
import type { Reply } from './reply.ts';
import type { OpenSession } from './server-session.ts';
import type { Task } from './tasks.ts';

const INTERVAL_MS = 500;
/** For as long the page before a reload may hold its lock. */
const MAX_WAIT_MS = 2000;

/** Held by the tab that answers in a session. */
export const answeringLock = (name: string | undefined): string => `pocket-m1 demo answering ${name}`;

/** Stores the reply while it is written. Returns how to stop that. */
export async function keepWhileWritten(
  store: ConversationStore,
  { session, base, input }: Task,
  reply: Reply,
): Promise<() => Promise<void>> {
  const { name = '' } = session;
  let shown: string | undefined;
  const write = async (): Promise<void> => {
    const messages = [...input, ...reply.messages()];
    const last = messages.at(-1);
    const thinking = last?.role === 'assistant' && last.thinking;
    const text = [messages.length, thinking, last?.content].join(' ');
    if (text === shown) return;
    shown = text;
    await store.keepUnfinished(session, { at: base, messages });
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      warn(sentenceOf(error));
    }
  };
  await attempt(async () => {
    // One that was never saved has no metadata to add to.
    if (!store.metadataOf(name)) {
      await session.save();
      await store.changed(name);
    }
    await write();
  });
  let writing = Promise.resolve();
  const timer = setInterval(() => {
    writing = writing.then(() => attempt(write));
  }, INTERVAL_MS);
  return async () => {
    clearInterval(timer);
    await writing;
  };
}

/** The messages of a saved conversation, with an answer that was not complete. */
export function withUnfinished(
  messages: readonly Message[],
  unfinished: BranchMetadata['unfinished'],
): readonly Message[] {
  if (!unfinished || messages.length > unfinished.at + 1) return messages;
  return [...messages.slice(0, unfinished.at), ...unfinished.messages];
}

/** Adds an answer that was not complete to its session, from which it can go on, unless another tab is writing it. */
export async function takeUnfinished(store: ConversationStore, session: OpenSession): Promise<void> {
  if (!parseMetadata(session.metadata)?.unfinished) return;
  const end = Date.now() + MAX_WAIT_MS;
  for (;;) {
    const isTaken = await navigator.locks.request(
      answeringLock(session.name),
      { ifAvailable: true },
      async (held) => held && (await take(session)),
    );
    // What the list knows is what was stored before.
    if (isTaken) return store.changed(session.name!);
    if (isTaken === false || Date.now() > end) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Returns false if there is nothing to add. */
async function take(session: OpenSession): Promise<boolean> {
  // Another tab may have completed it since.
  const saved = (await sessions.list()).find(({ name }) => name === session.name);
  const { unfinished } = (saved && parseMetadata(saved.metadata)) ?? {};
  if (!unfinished) return false;
  const { length } = session.messages;
  // It replaces the answer that it goes on with, and nothing else.
  if (length === unfinished.at + 1) await session.rewind(unfinished.at);
  if (length <= unfinished.at + 1) await session.append(unfinished.messages);
  const metadata = { ...withoutUnfinished(session.metadata), cutAt: session.messages.length };
  await session.save(undefined, { metadata });
  return true;
}
