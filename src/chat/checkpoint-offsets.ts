// Where in a prompt later prompts may part from it: after system message and tools, which other conversations begin with
// too, and after the last turn that is not the model's, because chat templates leave the thinking out of earlier answers.

import type { Message, Tool } from '../contract/messages.ts';
import { sharedTokens } from '../engine/prefix-cache.ts';
import type { PromptText } from './prompt.ts';

/**
 * Offsets in `ids`, the conversation's prompt, ascending; none for what the prompt does not begin with. Found by making the
 * prompts of shorter conversations and comparing their ids, so that nothing need be known of the template.
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
    // Another question after the same beginning: what the two have in common ends where the questions begin.
    ...(firstUser === -1
      ? []
      : offset([...messages.slice(0, firstUser), otherQuestion(messages[firstUser]!)])),
    ...(lastGiven === -1 ? [] : offset(messages.slice(0, lastGiven + 1))),
  ].sort((a, b) => a - b);
}

/** How many ids the prompt has in common with that of a shorter conversation which the model is not to answer. */
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
    // A template may refuse a conversation that ends here, though it takes the whole one.
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
