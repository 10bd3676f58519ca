// Finds the offsets of a prompt at which later prompts may differ from it: after system message and tools, which other
// conversations share, and after the last turn that is not the model's, because templates drop the thinking of earlier answers.

import type { Message, Tool } from '../contract/messages.ts';
import { sharedTokens } from '../engine/shared-tokens.ts';
import type { PromptText } from './prompt.ts';

/**
 * Returns ascending offsets in `ids`, the conversation's prompt. Compares it with the prompts of shorter conversations, so it
 * needs no knowledge of the template.
 */
export function checkpointOffsets(
  text: PromptText,
  conversation: string | readonly Message[],
  tools: readonly Tool[],
  ids: readonly number[],
): number[] {
  const messages = typeof conversation === 'string' ? [userSays(conversation)] : conversation;
  const firstUser = messages.findIndex(({ role }) => role === 'user');
  const lastGiven = messages.findLastIndex(({ role }) => role !== 'assistant');
  const offset = (shorter: readonly Message[]): number[] => {
    const shared = sharedIds(text, shorter, tools, ids);
    return shared > 0 ? [shared] : [];
  };
  return [
    // With another question after the same beginning, the common prefix ends where the questions begin.
    ...(firstUser === -1
      ? []
      : offset([...messages.slice(0, firstUser), otherQuestion(messages[firstUser]!)])),
    ...(lastGiven === -1 ? [] : offset(messages.slice(0, lastGiven + 1))),
  ].sort((a, b) => a - b);
}

/** Length of the common prefix of `ids` and the prompt of a shorter conversation, rendered without a generation prompt. */
function sharedIds(
  { template, tokenizer }: PromptText,
  messages: readonly Message[],
  tools: readonly Tool[],
  ids: readonly number[],
): number {
  let shorter: number[];
  try {
    shorter = tokenizer.encode(template.render(messages, { tools, addGenerationPrompt: false }).pieces);
  } catch {
    // A template may reject a conversation that ends here, although it accepts the whole one.
    return 0;
  }
  return sharedTokens(shorter, ids);
}

function userSays(content: string): Message {
  return { role: 'user', content };
}

function otherQuestion({ content }: Message): Message {
  const text = typeof content === 'string' ? content : (content?.[0]?.text ?? '');
  return userSays(text.trimStart().startsWith('0') ? '1' : '0');
}
