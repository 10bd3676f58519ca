// Renders a conversation to a prompt with the model's chat templates. No given content is dropped: if one template leaves
// something out, another is tried, and otherwise rendering fails.

import type { Message, Tool } from '../contract/messages.ts';
import { PocketM1Error } from '../errors.ts';
import { type CallFormat, detectCallFormat, type RenderTurns } from './call-format.ts';
import { jsonLines } from './call-syntax.ts';
import {
  CompiledTemplate,
  type Conversation,
  type Prompt,
  type PromptAround,
  type PromptThinking,
} from './compiled-template.ts';
import { readMessages, readTools, type Turn } from './read-messages.ts';
import type { Tokenizer } from './tokenizer.ts';
import { withToolsAsText } from './tools-as-text.ts';

export interface RenderOptions {
  /** The tools the model may call. */
  tools?: readonly Tool[] | null | undefined;
  /**
   * Whether the prompt ends with the start of the assistant's turn; if the last turn is the assistant's and calls no tools,
   * the prompt ends inside that turn. Default true.
   */
  addGenerationPrompt?: boolean;
  /**
   * Whether the prompt opens the thinking if the template does not, or opens and closes it, where an answer or its thinking
   * begins. Default: as the template does.
   */
  thinking?: PromptThinking | undefined;
}

export interface ChatTemplate {
  /**
   * Returns the prompt of a conversation.
   * @throws PocketM1Error `template` when the template fails or leaves out given content, `invalid-argument` when a message
   * or tool is malformed.
   */
  render(messages: string | readonly Message[], options?: RenderOptions): Prompt;
  /**
   * The same for a conversation in which the texts of some user messages, given by their indices, follow later. Their
   * `content` does not matter.
   * @throws PocketM1Error `template` also when the template does anything with such a text but write or trim it.
   */
  renderAround(messages: readonly Message[], later: readonly number[], options?: RenderOptions): PromptAround;
  /** How calls are written in answers that end with one of these tokens; undefined if that cannot be told. */
  callFormat(stopIds: readonly number[]): CallFormat | undefined;
}

/** A model's templates by name. "default" is used, or "tool_use", if there is one, for conversations with tools. */
export type TemplateSources = Readonly<Record<string, string>>;

/**
 * Compiles the templates of a model.
 * @throws PocketM1Error `template` when the default one cannot be compiled.
 */
export function createChatTemplate(
  source: string | TemplateSources,
  tokenizer: Pick<Tokenizer, 'namedTokens' | 'structure'>,
): ChatTemplate {
  const { choose, leavesOut } = openTemplates(source, tokenizer);
  const render: RenderTurns = (turns, tools) => {
    const choice = choose({ turns, tools, addGenerationPrompt: false });
    return choice?.chosen.marked(choice.given);
  };
  const renderChosen = <P extends PromptAround | Prompt>(
    turns: readonly Turn[],
    { tools, addGenerationPrompt = true, thinking }: RenderOptions,
    prompt: (choice: Choice) => P,
  ): P => {
    const conversation = {
      turns,
      tools: readTools(tools),
      addGenerationPrompt,
      ...(addGenerationPrompt && { thinking }),
    };
    const choice = choose(conversation);
    if (choice) {
      // Tools as text ask for calls as MiniMax-M1 writes them.
      const callSyntax = choice.given === conversation ? {} : { callSyntax: jsonLines };
      return { ...prompt(choice), ...callSyntax };
    }
    const leftOut = leavesOut(conversation)!;
    throw new PocketM1Error('template', `The chat template leaves out ${leftOut}.`, { details: { leftOut } });
  };
  let format: { of: string; found: CallFormat | undefined } | undefined;

  return {
    render(messages, options = {}) {
      return renderChosen(readMessages(messages), options, ({ chosen, given }) => chosen.render(given));
    },
    renderAround(messages, later, options = {}) {
      const turns = readMessages(messages).map((turn, i): Turn => {
        const index = later.indexOf(i);
        // Any text that is not blank shows which template writes it.
        return index === -1 ? turn : { ...turn, role: 'user', content: 'later', later: index };
      });
      return renderChosen(turns, options, ({ chosen, given }) => chosen.renderAround(given));
    },
    callFormat(stopIds) {
      const of = stopIds.join();
      if (format?.of !== of) {
        format = { of, found: detectCallFormat(render, tokenizer.structure, new Set(stopIds)) };
      }
      return format.found;
    },
  };
}

interface Choice {
  chosen: CompiledTemplate;
  given: Conversation;
}

/** Compiles the templates as they are needed. `leavesOut` is what the default one leaves out. */
function openTemplates(
  source: string | TemplateSources,
  tokenizer: Pick<Tokenizer, 'namedTokens' | 'structure'>,
): {
  choose: (conversation: Conversation) => Choice | undefined;
  leavesOut: (conversation: Conversation) => string | undefined;
} {
  const sources = typeof source === 'string' ? { default: source } : source;
  const compiled = new Map<string, CompiledTemplate>();
  const template = (name: string): CompiledTemplate => {
    const found = compiled.get(name) ?? new CompiledTemplate(sources[name]!, tokenizer);
    compiled.set(name, found);
    return found;
  };
  template('default');
  /** The first template that writes the whole conversation, and what it is given. */
  const choose = (conversation: Conversation): Choice | undefined => {
    const names = new Set(conversation.tools.length > 0 ? ['tool_use', 'default'] : ['default']);
    for (const name of Object.keys(sources)) names.add(name);
    const usable = [...names].filter((name) => sources[name] !== undefined);
    const asText = conversation.tools.length > 0 ? [withToolsAsText(conversation)] : [];
    for (const given of [conversation, ...asText]) {
      const name = usable.find((each) => template(each).leavesOut(given) === undefined);
      if (name !== undefined) return { chosen: template(name), given };
    }
    return undefined;
  };
  return { choose, leavesOut: (conversation) => template('default').leavesOut(conversation) };
}

/**
 * The templates in a tokenizer_config.json: `chat_template` is the default template or a list of named ones.
 * @throws PocketM1Error `template` when there is no default.
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
  throw new PocketM1Error('template', 'tokenizer_config.json has no chat_template.');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
