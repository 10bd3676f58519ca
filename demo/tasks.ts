// What to answer: a question, or an answer that is not complete.

import type { Message } from '../src/index.ts';
import type { OpenSession } from './server-session.ts';
import type { AnswerView } from './turns.ts';

export interface Task {
  session: OpenSession;
  /** How many of the session's messages stay if the answer is stopped. */
  base: number;
  /** The messages that are new, before the answer. */
  input: Message[];
  /** The answer to go on with. */
  continued?: AnswerView;
  /** Whether to go on with an answer that was interrupted. */
  resumes?: boolean;
}

export function taskOf(session: OpenSession, input: Message[]): Task {
  return { session, base: session.messages.length, input };
}

/** Goes on with the last answer; without one, answers the last question. */
export function taskToGoOn(session: OpenSession, continued: AnswerView | undefined): Task {
  const base = session.messages.length - (continued ? 1 : 0);
  return { session, base, input: [], ...(continued && { continued }) };
}

/** Goes on with an answer that was interrupted, which may itself have gone on with the last one. */
export function taskToResume(session: OpenSession, last: AnswerView | undefined): Task {
  const { unfinished, messages } = session;
  const goesOn = unfinished?.at(-1)?.role === 'assistant';
  const task = goesOn ? taskToGoOn(session, last) : taskOf(session, unfinished?.slice(messages.length) ?? []);
  return { ...task, resumes: true };
}

/** The text of the question in a task's input. */
export function questionOf({ input }: Task): string | undefined {
  const content = input.find(({ role }) => role === 'user')?.content;
  return typeof content === 'string' ? content : undefined;
}

/** Whether the conversation ends with calls that have no results. */
export function endsWithCalls({ messages }: OpenSession): boolean {
  const last = messages.at(-1);
  return last?.role === 'assistant' && (last.toolCalls ?? []).length > 0;
}
