// Converts a conversation to the token ids of its prompt, with chat template and tokenizer.

import type { Message, Tool } from '../contract/messages.ts';
import type { ChatTemplate, RenderOptions } from '../text/chat-template.ts';
import type { Prompt } from '../text/compiled-template.ts';
import type { Tokenizer } from '../text/tokenizer.ts';

export interface PromptText {
  template: ChatTemplate;
  tokenizer: Tokenizer;
  /** See `RenderOptions`. */
  thinking?: RenderOptions['thinking'];
}

export interface TokenizedPrompt
  extends Pick<Prompt, 'insideThinking' | 'continues' | 'callSyntax' | 'tools'> {
  ids: number[];
}

/**
 * Returns the prompt of a conversation, up to the place where the answer begins.
 * @throws PocketM1Error `invalid-argument` for an unusable message or tool, `template` when the prompt cannot be rendered.
 */
export function tokenizePrompt(
  { template, tokenizer, thinking }: PromptText,
  conversation: string | readonly Message[],
  tools: readonly Tool[],
): TokenizedPrompt {
  const { text: _, pieces, ...prompt } = template.render(conversation, { tools, thinking });
  return { ids: tokenizer.encode(pieces), ...prompt };
}
