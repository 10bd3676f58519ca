// Drops the oldest turns of a conversation that does not fit the context.

import type { ContextOverflow } from '../contract/generate.ts';
import type { Message, Tool } from '../contract/messages.ts';
import { readMessages, type Turn } from '../text/read-messages.ts';
import { type PromptText, type TokenizedPrompt, tokenizePrompt } from './prompt.ts';

export interface FittedPrompt extends TokenizedPrompt {
  /** The remaining messages, in order. */
  messages: string | readonly Message[];
  /** Ascending indices of the dropped messages. */
  droppedMessages: number[];
}

/** The space for prompt and answer. */
export interface ContextLimits {
  contextOverflow: ContextOverflow;
  contextLength: number;
  /** Maximum number of tokens in the answer. */
  maxTokens: number;
}

/**
 * Returns the prompt of a conversation, without its oldest turns if they do not fit and may be dropped.
 * @throws The errors of `tokenizePrompt`.
 */
export function fitPrompt(
  text: PromptText,
  conversation: string | readonly Message[],
  tools: readonly Tool[],
  { contextOverflow, contextLength, maxTokens }: ContextLimits,
): FittedPrompt {
  if (contextOverflow === 'drop-oldest') {
    // At most half the context, to keep enough of the conversation.
    const answerTokens = Math.min(maxTokens, contextLength >> 1);
    const maxPromptTokens = contextLength - answerTokens;
    // In steps, because a prompt that begins elsewhere than the last one has to be read again.
    return dropOldestTurns(text, conversation, tools, maxPromptTokens, maxPromptTokens >> 2);
  }
  return { ...tokenizePrompt(text, conversation, tools), messages: conversation, droppedMessages: [] };
}

/**
 * Returns the prompt without the oldest turns, as few as possible so that it has at most `maxTokens` tokens. The number of tokens
 * by which a conversation is too long is rounded up to a multiple of `stepTokens`, so that it loses the same turns while it grows
 * by as much; less is dropped only where that would be all but the last turn. The last turn is kept, even if it is longer. A turn is a user message and all messages up to the next one; a call and its result are in one
 * turn. System messages, and messages before the first turn, are kept.
 * @throws The errors of `tokenizePrompt`.
 */
export function dropOldestTurns(
  text: PromptText,
  conversation: string | readonly Message[],
  tools: readonly Tool[],
  maxTokens: number,
  stepTokens = 1,
): FittedPrompt & { messages: readonly Message[] } {
  const messages = readMessages(conversation);
  const turns = droppableTurns(messages);
  const without = (count: number) => {
    const droppedMessages = turns.slice(0, count).flat();
    const dropped = new Set(droppedMessages);
    const left = messages.filter((_, i) => !dropped.has(i));
    return { ...tokenizePrompt(text, left, tools), messages: left, droppedMessages };
  };

  const whole = without(0);
  const excess = whole.ids.length - maxTokens;
  if (excess <= 0 || turns.length === 0) return whole;
  let shortest = without(turns.length);
  const steps = Math.ceil(excess / Math.max(1, stepTokens)) * Math.max(1, stepTokens);
  const inSteps = whole.ids.length - steps;
  const limit = shortest.ids.length <= inSteps ? inSteps : maxTokens;
  const fits = ({ ids }: TokenizedPrompt): boolean => ids.length <= limit;
  if (!fits(shortest)) return shortest;
  // A binary search, because each try tokenizes a prompt. Dropping `tooFew` turns is not enough, dropping `enough` is.
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

/** By turn, except for the last one: the indices of its messages, without system messages. */
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
      // A result after another user message joins all turns since its call.
      const first = turnOfCall.get(message.toolCallId) ?? turns.length - 1;
      turns.push(turns.splice(first).flat());
      for (const [id, turn] of turnOfCall) if (turn > first) turnOfCall.set(id, first);
    }
    if (message.role !== 'system') turns.at(-1)!.push(i);
  }
  return turns.slice(0, -1);
}
