// Opens a session from storage or from a file. The messages survive if the rest is damaged or belongs to another model; then a
// warning says so, and the next answer reads them again.

import type { SessionDefaults, SessionMetadata } from '../contract/session.ts';
import { PocketM1Error } from '../errors.ts';
import { noSuchSession } from '../storage/session-errors.ts';
import type { StoredSession } from '../storage/stored-session.ts';
import type { Turn } from '../text/read-messages.ts';
import { defaultsOf, readGenerateOptions } from './generate-options.ts';
import { Session, type SessionContext, type UnfinishedAnswer } from './session.ts';
import { decodeSessionFile } from './session-file.ts';
import { readConversation, readStored } from './session-messages.ts';

/** An opened session as plain data for the page. */
export interface OpenedSession {
  messages: Turn[];
  metadata: SessionMetadata;
  defaults: SessionDefaults;
  /** The conversation of an unfinished answer, input included. */
  unfinished: Turn[] | undefined;
}

/** @throws PocketM1Error `storage` when none is saved as `name`, or its messages are damaged. */
export async function openSession(
  context: SessionContext,
  name: string,
): Promise<{ session: Session; opened: OpenedSession }> {
  const stored = await context.store.read(name);
  if (!stored) throw noSuchSession(name);
  const { record, damaged } = stored;
  const warn = (problem: string, cause?: unknown): void =>
    context.onWarning(
      new PocketM1Error('storage', `The session "${name}": ${problem}`, { cause, details: { name } }),
    );
  const messages = readStored(name, stored.messages);
  if (damaged) warn('its saved state is damaged, so its messages are read again.');
  const unfinished = readUnfinished(stored.answer, context.revision, warn);
  const session = new Session(context);
  const saved = record && { name, version: record.version, journal: stored.answer?.id };
  await session.restore(stored.state, saved, unfinished).catch((cause) => warn(stateProblem(cause), cause));
  const opened = { messages, metadata: record?.metadata ?? {}, defaults: readDefaults(stored.options, warn) };
  return { session, opened: { ...opened, unfinished: unfinished?.messages } };
}

/**
 * @param trusted - Whether the state in the file may be used.
 * @throws PocketM1Error `invalid-argument` when the file is damaged.
 */
export async function importSession(
  context: SessionContext,
  file: ArrayBuffer,
  trusted: boolean,
): Promise<{ session: Session; opened: OpenedSession }> {
  const { messages: given, options, metadata, state } = await decodeSessionFile(file);
  const warn = (problem: string, cause?: unknown): void =>
    context.onWarning(new PocketM1Error('storage', `importSession: ${problem}`, { cause }));
  const messages = readConversation(given);
  const session = new Session(context);
  if (trusted) await session.restore(state).catch((cause) => warn(stateProblem(cause), cause));
  const isObject = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata);
  return {
    session,
    opened: {
      messages,
      metadata: isObject ? (metadata as SessionMetadata) : {},
      defaults: readDefaults(options, warn),
      unfinished: undefined,
    },
  };
}

type Warn = (problem: string, cause?: unknown) => void;

function stateProblem(cause: unknown): string {
  return `its state cannot be used, so its messages are read again. ${cause instanceof Error ? cause.message : ''}`;
}

function readDefaults(given: unknown, warn: Warn): SessionDefaults {
  try {
    return defaultsOf(readGenerateOptions((given ?? {}) as SessionDefaults));
  } catch (cause) {
    warn('its options are damaged, so the defaults apply.', cause);
    return {};
  }
}

function readUnfinished(
  answer: StoredSession['answer'],
  revision: string,
  warn: Warn,
): UnfinishedAnswer | undefined {
  if (!answer) return undefined;
  try {
    const request = answer.request as UnfinishedAnswer;
    if (request.revision !== revision) {
      warn('its unfinished answer cannot be resumed, because the model has other weights now.');
      return undefined;
    }
    const messages = readConversation(request.messages);
    const before = Math.min(Math.max(0, Math.trunc(Number(request.before)) || 0), messages.length);
    const { sampling, ...others } = request.options;
    const options = readGenerateOptions({ ...sampling, ...others });
    return { messages, before, options, revision, ids: [...answer.ids] };
  } catch (cause) {
    warn('its unfinished answer cannot be resumed, because its journal is damaged.', cause);
    return undefined;
  }
}
