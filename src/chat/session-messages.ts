// A session's conversation: adding an answer to it, and deciding whether an answer that failed can be resumed.

import type { GenerationResult } from '../contract/generate.ts';
import { type ErrorCode, PocketM1Error } from '../errors.ts';
import { readMessages, type Turn } from '../text/read-messages.ts';

/** The conversation with the answer added, or with the assistant's turn at its end continued. */
export function withAnswer(
  turns: readonly Turn[],
  { text, thinking, toolCalls }: Pick<GenerationResult, 'text' | 'thinking' | 'toolCalls'>,
): Turn[] {
  const last = turns.at(-1);
  if (last?.role !== 'assistant' || last.toolCalls.length > 0) {
    return [...turns, { role: 'assistant', content: text, thinking, toolCalls, specialTokens: 'text' }];
  }
  const continued = { ...last, content: last.content + text, thinking: last.thinking + thinking, toolCalls };
  return [...turns.slice(0, -1), continued];
}

/** As `readMessages`, but a conversation may be empty. */
export function readConversation(given: unknown): Turn[] {
  return Array.isArray(given) && given.length === 0 ? [] : readMessages(given);
}

/** The messages of a session as they are stored. @throws PocketM1Error `storage` when they are damaged. */
export function readStored(name: string, messages: unknown): Turn[] {
  try {
    return readConversation(messages);
  } catch (cause) {
    throw new PocketM1Error(
      'storage',
      `The messages of the session "${name}" are damaged on this device: delete the session.`,
      { cause, details: { name } },
    );
  }
}

/** After these errors the answer would fail again, or the model is gone. */
const lasting: readonly ErrorCode[] = [
  'invalid-argument',
  'template',
  'context-exceeded',
  'disposed',
  'worker-crashed',
];

/** Whether an answer that failed with this error can be resumed by the same model. */
export function mayResumeAfter(error: unknown): boolean {
  return !(error instanceof PocketM1Error && lasting.includes(error.code));
}

/** The error of `resume` without an unfinished answer. */
export function nothingToResume(): PocketM1Error {
  return new PocketM1Error(
    'invalid-argument',
    'resume: no answer of this session was cut off: call generate.',
  );
}
