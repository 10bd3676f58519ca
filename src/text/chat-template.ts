// A conversation to the prompt that the model was trained on, by the chat template that came with the model. Nothing that
// is given gets lost on the way: what one template of the model leaves out, another may write, or rendering fails.

import type { Message, Tool } from '../contract/messages.ts';
import { PocketM1Error } from '../errors.ts';
import { CompiledTemplate, type Conversation, type Prompt } from './compiled-template.ts';
import { readMessages, readTools } from './read-messages.ts';
import type { Tokenizer } from './tokenizer.ts';
import { withToolsAsText } from './tools-as-text.ts';

export interface RenderOptions {
  /** The tools the model may call. */
  tools?: readonly Tool[] | null | undefined;
  /**
   * Whether to end with the beginning of the assistant's turn, or inside the last turn where that is the assistant's and
   * calls no tools. Default true.
   */
  addGenerationPrompt?: boolean;
}

export interface ChatTemplate {
  /**
   * The prompt of a conversation. Throws a PocketM1Error: `template` when the template fails or leaves out something that
   * is given, `invalid-argument` when a message or tool is not one.
   */
  render(messages: string | readonly Message[], options?: RenderOptions): Prompt;
}

/** The sources of a model's templates by their names. Conversations go by "default", those with tools by "tool_use" if there is one. */
export type TemplateSources = Readonly<Record<string, string>>;

/**
 * Compiles the templates of a model. `tokenizer` knows `bos_token` and the like, and which tokens are structure.
 * Throws a PocketM1Error `template` when the default one is not usable.
 */
export function createChatTemplate(
  source: string | TemplateSources,
  tokenizer: Pick<Tokenizer, 'namedTokens' | 'structure'>,
): ChatTemplate {
  const sources = typeof source === 'string' ? { default: source } : source;
  const compiled = new Map<string, CompiledTemplate>();
  const template = (name: string): CompiledTemplate => {
    const found = compiled.get(name) ?? new CompiledTemplate(sources[name]!, tokenizer);
    compiled.set(name, found);
    return found;
  };
  template('default');
  return {
    render(messages, { tools: givenTools, addGenerationPrompt = true } = {}) {
      const conversation = {
        turns: readMessages(messages),
        tools: readTools(givenTools),
        addGenerationPrompt,
      };
      const names = new Set(conversation.tools.length > 0 ? ['tool_use', 'default'] : ['default']);
      for (const name of Object.keys(sources)) names.add(name);
      const usable = [...names].filter((name) => sources[name] !== undefined);
      const writes = (given: Conversation) => (name: string) => template(name).leavesOut(given) === undefined;
      const complete = usable.find(writes(conversation));
      if (complete !== undefined) return template(complete).render(conversation);
      if (conversation.tools.length > 0) {
        const asText = withToolsAsText(conversation);
        const writing = usable.find(writes(asText));
        if (writing !== undefined) return template(writing).render(asText);
      }
      const leftOut = template('default').leavesOut(conversation)!;
      throw new PocketM1Error('template', `the chat template leaves out ${leftOut}.`, {
        details: { leftOut },
      });
    },
  };
}

/**
 * The templates in a tokenizer_config.json: `chat_template`, which is the default, or a list of them by name.
 * Throws a PocketM1Error `template` when there is no default.
 */
export function chatTemplateSources(tokenizerConfig: unknown): TemplateSources {
  const found = field(tokenizerConfig, 'chat_template');
  const list = Array.isArray(found) ? found : [{ name: 'default', template: found }];
  const sources: Record<string, string> = {};
  for (const entry of list) {
    const [name, template] = [field(entry, 'name'), field(entry, 'template')];
    if (typeof name === 'string' && typeof template === 'string') sources[name] = template;
  }
  if (sources.default !== undefined) return sources;
  throw new PocketM1Error('template', 'tokenizer_config.json has no chat_template');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
