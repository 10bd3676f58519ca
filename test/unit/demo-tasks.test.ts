// What the demo goes on with after an interruption.

import { expect, it } from 'vitest';
import type { OpenSession } from '../../demo/server-session.ts';
import { questionOf, taskToGoOn, taskToResume } from '../../demo/tasks.ts';
import type { AnswerView } from '../../demo/turns.ts';
import type { Message } from '../../src/index.ts';

const [question, half]: Message[] = [
  { role: 'user', content: 'Why?' },
  { role: 'assistant', content: 'Because' },
] as const;
const shown = {} as AnswerView;

function sessionWith(messages: readonly Message[], unfinished?: readonly Message[]): OpenSession {
  return { messages, unfinished } as OpenSession;
}

it('an interrupted answer is resumed with its question', () => {
  const session = sessionWith([], [question!]);
  const task = taskToResume(session, undefined);
  expect(task).toEqual({ session, base: 0, input: [question], resumes: true });
  expect(questionOf(task)).toBe('Why?');
});

it('an interrupted answer that went on with the last one is resumed in its place', () => {
  const session = sessionWith([question!, half!], [question!, half!]);
  const task = taskToResume(session, shown);
  expect(task).toEqual({ session, base: 1, input: [], continued: shown, resumes: true });
  expect(questionOf(task)).toBeUndefined();
});

it('without an answer at the end, the question there is answered', () => {
  const session = sessionWith([question!]);
  expect(taskToGoOn(session, undefined)).toEqual({ session, base: 1, input: [] });
});
