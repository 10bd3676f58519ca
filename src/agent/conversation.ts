// The conversation that runTools goes on with: the caller's messages, or a session, which keeps its own.

import type { ChatModel, GenerationRun } from '../contract/chat-model.ts';
import type { GenerateOptions } from '../contract/generate.ts';
import type { Message } from '../contract/messages.ts';
import type { Session } from '../contract/session.ts';

export interface Conversation {
  /** Answers the conversation with these messages added. */
  ask(options: GenerateOptions): GenerationRun;
  /** Adds the model's answer. */
  answered(answer: Message): void;
  /** Adds the results of calls, for the next question. */
  add(results: readonly Message[]): void;
  /** Takes back what was added, after a run that failed or was stopped. */
  undo(): Promise<void>;
}

type Answers = Pick<ChatModel, 'generate'>;
/** What runTools needs of a session. */
export type SessionToAsk = Pick<Session, 'generate' | 'messages' | 'resumable' | 'rewind'>;

export function conversationOf(
  model: Answers | SessionToAsk,
  given: string | Message | readonly Message[],
): Conversation {
  return 'rewind' in model ? ofSession(model, given) : ofMessages(model, given);
}

function ofMessages(model: Answers, given: string | Message | readonly Message[]): Conversation {
  // What is no list or text is for the model to refuse.
  const first = typeof given === 'string' ? { role: 'user' as const, content: given } : given;
  const messages: Message[] = Array.isArray(first) ? [...first] : [first as Message];
  return {
    ask: (options) => model.generate([...messages], options),
    answered: (answer) => messages.push(answer),
    add: (results) => messages.push(...results),
    undo: async () => {},
  };
}

function ofSession(session: SessionToAsk, given: string | Message | readonly Message[]): Conversation {
  const before = session.messages.length;
  let next = given;
  let hasAnswered = false;
  return {
    ask: (options) => session.generate(next, options),
    answered: () => {
      hasAnswered = true;
    },
    add: (results) => {
      next = results;
    },
    undo: async () => {
      // An answer that can be resumed needs the messages before it.
      if (!hasAnswered || session.resumable) return;
      // It cannot be rewound where it is disposed or its worker is gone; the run fails for that reason already.
      await session.rewind(before).catch(() => {});
    },
  };
}
