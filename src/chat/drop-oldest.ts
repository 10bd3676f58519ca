// What is left of a conversation that the context has no room for: whole turns are dropped, the oldest ones first.

import type { ContextOverflow } from '../contract/generate.ts';
import type { Message, Tool } from '../contract/messages.ts';
import { readMessages, type Turn } from '../text/read-messages.ts';
import { type PromptText, type TokenizedPrompt, tokenizePrompt } from './prompt.ts';

export interface FittedPrompt extends TokenizedPrompt {
  /** What is left, in order. */
  messages: string | readonly Message[];
  /** Indices of the messages that are not, ascending. */
  droppedMessages: number[];
}

/** What prompt and answer have to fit in. */
export interface Room {
  contextOverflow: ContextOverflow;
  contextLength: number;
  /** Of the answer. */
  maxTokens: number;
}

/**
 * The prompt of a conversation, with the turns for which there is room, if turns may be dropped.
 * @throws What `tokenizePrompt` throws.
 */
export function fitPrompt(
  text: PromptText,
  conversation: string | readonly Message[],
  tools: readonly Tool[],
  { contextOverflow, contextLength, maxTokens }: Room,
): FittedPrompt {
  if (contextOverflow === 'drop-oldest') {
    // An answer that takes more than half the context would leave too little of the conversation.
    const answerTokens = Math.min(maxTokens, contextLength >> 1);
    return dropOldestTurns(text, conversation, tools, contextLength - answerTokens);
  }
  return { ...tokenizePrompt(text, conversation, tools), messages: conversation, droppedMessages: [] };
}

/**
 * The prompt without as many of the oldest turns as it takes to have `maxTokens` tokens at most, which may be more than
 * that when all are dropped but the last. A turn is a message of the user and all up to the next one, calls with their
 * results. System messages stay, and so does what precedes the first turn.
 * @throws What `tokenizePrompt` throws.
 */
export function dropOldestTurns(
  text: PromptText,
  conversation: string | readonly Message[],
  tools: readonly Tool[],
  maxTokens: number,
): FittedPrompt & { messages: readonly Message[] } {
  const messages = readMessages(conversation);
  const turns = droppableTurns(messages);
  const without = (count: number) => {
    const droppedMessages = turns.slice(0, count).flat();
    const dropped = new Set(droppedMessages);
    const left = messages.filter((_, i) => !dropped.has(i));
    return { ...tokenizePrompt(text, left, tools), messages: left, droppedMessages };
  };
  const fits = ({ ids }: TokenizedPrompt): boolean => ids.length <= maxTokens;

  const whole = without(0);
  if (fits(whole) || turns.length === 0) return whole;
  let shortest = without(turns.length);
  if (!fits(shortest)) return shortest;
  // Each try tokenizes what is left, so there are few of them. Dropping `tooFew` turns is not enough, `enough` is.
  let tooFew = 0;
  let enough = turns.length;
  while (enough - tooFew > 1) {
    const middle = (tooFew + enough) >> 1;
    const candidate = without(middle);
    if (fits(candidate)) [enough, shortest] = [middle, candidate];
    else tooFew = middle;
  }
  return shortest;
}

/** The indices of the messages of each turn but the last, without those of system messages. */
function droppableTurns(messages: readonly Turn[]): number[][] {
  const turns: number[][] = [];
  /** The turn in which a call was made. */
  const turnOfCall = new Map<string, number>();
  for (const [i, message] of messages.entries()) {
    if (message.role === 'user') turns.push([]);
    if (turns.length === 0) continue;
    if (message.role === 'assistant') {
      for (const { id } of message.toolCalls) if (id !== undefined) turnOfCall.set(id, turns.length - 1);
    }
    if (message.role === 'tool' && message.toolCallId !== undefined) {
      // A result that comes after another message of the user keeps the turns between together.
      const first = turnOfCall.get(message.toolCallId) ?? turns.length - 1;
      turns.push(turns.splice(first).flat());
    }
    if (message.role !== 'system') turns.at(-1)!.push(i);
  }
  return turns.slice(0, -1);
}
