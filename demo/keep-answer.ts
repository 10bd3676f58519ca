// What a session keeps of an answer that has ended.

import type { Message } from '../src/index.ts';
import type { ConversationStore } from './conversations/store.ts';
import type { Reply } from './reply.ts';
import type { OpenSession } from './server-session.ts';
import { endsWithCalls, type Task } from './tasks.ts';

/** Saves what the session has to know of a complete answer. */
export async function keepWhole(store: ConversationStore, { session }: Task, reply: Reply): Promise<void> {
  if (reply.calls.size > 0 && endsWithCalls(session)) {
    // Calls without results stay out of the conversation.
    await session.rewind(session.messages.length - 1);
    await session.save();
  } else if (reply.cut || session.metadata.cutAt === session.messages.length) {
    await markCut(session, reply.cut);
  }
  await store.settle(session);
  if (session.name) await store.changed(session.name);
}

/** Saves what there is of an answer that was stopped. */
export async function keepPart(
  store: ConversationStore,
  { session, base, input }: Task,
  answered: readonly Message[],
): Promise<void> {
  try {
    if (session.messages.length > base) await session.rewind(base);
    await session.append([...input, ...answered]);
    await markCut(session, true);
    await store.settle(session);
  } finally {
    if (session.name) await store.changed(session.name);
  }
}

/** Saves whether the last answer is not complete. */
async function markCut({ save, metadata, messages }: OpenSession, isCut: boolean): Promise<void> {
  await save(undefined, { metadata: { ...metadata, cutAt: isCut ? messages.length : null } });
}
