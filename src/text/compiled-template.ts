// One chat template: finds what it leaves out of a conversation, and renders the prompt.

import type { ToolDefinition } from '../contract/messages.ts';
import { PocketM1Error } from '../errors.ts';
import { type CallSyntax, detectCallSyntax, hasJsonLines } from './call-syntax.ts';
import { ConversationWriter, type WriterOptions } from './conversation-writer.ts';
import { findLaterTexts, type LaterText } from './later-texts.ts';
import { type Given, probeConversation } from './probe-conversation.ts';
import type { Turn } from './read-messages.ts';
import { END_OF_PREFIX, type PromptPiece, type Structure } from './structure.ts';
import { THINK_CLOSE, THINK_OPEN } from './tags.ts';
import { compileTemplate, type Template } from './template.ts';
import { detectWriting, holds } from './template-writing.ts';
import type { Tokenizer } from './tokenizer.ts';

export interface Prompt {
  /** For display, with added tokens spelled. */
  text: string;
  /** For the tokenizer: text, and the ids of added tokens that the template wrote. */
  pieces: readonly PromptPiece[];
  /** Whether the answer begins inside the thinking. */
  insideThinking: boolean;
  /** Whether the answer continues text or thinking that the last message began. */
  continues: boolean;
  /** How the model writes calls. */
  callSyntax: CallSyntax;
  /** The tools it may call. */
  tools: readonly ToolDefinition[];
}

/** A prompt with gaps for texts that follow later. */
export interface PromptAround extends Omit<Prompt, 'text' | 'pieces'> {
  /** Before the first text, between two, and after the last one. */
  around: readonly (readonly PromptPiece[])[];
  /** In the order of the prompt. */
  texts: readonly LaterText[];
}

export interface Conversation {
  turns: readonly Turn[];
  tools: readonly ToolDefinition[];
  addGenerationPrompt: boolean;
  /** Where the answer begins, see `RenderOptions`. */
  thinking?: PromptThinking | undefined;
}

/** Thinking that the prompt opens, or that it closes without any. */
export type PromptThinking = 'open' | 'closed';

/** How to write a conversation so that the template leaves out as little as possible. */
interface Plan {
  callsInContent: ReadonlySet<number>;
  /** The first thing it still leaves out. */
  leavesOut: string | undefined;
}

/** A conversation has a new shape with each turn; plans are dropped when there are too many and made again. */
const MAX_PLANS = 256;

export class CompiledTemplate {
  readonly #template: Template;
  readonly #structure: Structure;
  readonly #namedTokens: Record<string, string>;
  readonly #callSyntax: CallSyntax;
  readonly #writer: ConversationWriter;
  /** By the shape of the conversation: roles, and which fields are present. */
  readonly #plans = new Map<string, Plan>();

  constructor(source: string, { namedTokens, structure }: Pick<Tokenizer, 'namedTokens' | 'structure'>) {
    this.#template = compileTemplate(source, structure);
    this.#structure = structure;
    this.#callSyntax = detectCallSyntax(source);
    this.#namedTokens = Object.fromEntries(
      Object.entries(namedTokens).map(([name, token]) => [name, structure.mark(token)]),
    );
    const render = (messages: unknown, variables: object = { tools: null }): string =>
      this.#template({ ...this.#namedTokens, messages, ...variables });
    // Templates that write a tool as it is given were trained on OpenAI's form, but for MiniMax-M1's.
    const writing = detectWriting(render, !hasJsonLines(source));
    this.#writer = new ConversationWriter(structure, writing, this.#callSyntax);
  }

  /** Names the first thing that the prompt would lack, with advice; undefined when it is complete. */
  leavesOut(conversation: Conversation): string | undefined {
    return this.#plan(conversation).leavesOut;
  }

  /** The prompt before it is divided into text and tokens. */
  marked(conversation: Conversation): string {
    return this.#render(conversation);
  }

  render(conversation: Conversation): Prompt {
    const rendered = this.#render(conversation);
    return {
      text: this.#structure.spell(rendered),
      pieces: this.#structure.split(rendered),
      ...this.#beginning(conversation, rendered),
    };
  }

  /**
   * Renders a conversation with texts that follow later.
   * @throws PocketM1Error `template` when the template does anything with such a text but write or trim it.
   */
  renderAround(conversation: Conversation): PromptAround {
    const structure = this.#structure;
    const render = (write: (mark: string) => string): string =>
      this.#render(conversation, (index) => write(structure.later(index)));
    const rendered = render((mark) => mark);
    const { around, texts } = findLaterTexts(structure, rendered, render);
    return {
      around: around.map((text) => structure.split(text)),
      texts,
      ...this.#beginning(conversation, rendered),
    };
  }

  /** The prompt up to the place where the answer begins. */
  #render(conversation: Conversation, later?: WriterOptions['later']): string {
    const { callsInContent } = this.#plan(conversation);
    const continues = continuesTurn(conversation);
    const whole = this.#write(conversation, { callsInContent, continues, later });
    return this.#withThinking(conversation, continues ? beforeEndOfPrefix(whole) : whole);
  }

  /** Opens or closes the thinking, unless the last message's text has begun. */
  #withThinking(conversation: Conversation, rendered: string): string {
    const { thinking, ...plain } = conversation;
    const { continues, insideThinking } = this.#beginning(plain, rendered);
    if (thinking === undefined || (continues && !insideThinking)) return rendered;
    if (thinking === 'open' && insideThinking) return rendered;
    const line = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
    const opened = line(insideThinking ? rendered : rendered + this.#structure.mark(THINK_OPEN));
    if (thinking === 'open') return opened;
    return `${continues ? opened : `${opened}\n`}${this.#structure.mark(THINK_CLOSE)}\n\n`;
  }

  #beginning(conversation: Conversation, rendered: string): Omit<Prompt, 'text' | 'pieces'> {
    const last = conversation.turns.at(-1)!;
    const opensThinking = rendered.trimEnd().endsWith(this.#structure.mark(THINK_OPEN));
    const calls = { callSyntax: this.#callSyntax, tools: conversation.tools };
    if (last.role !== 'assistant' || !continuesTurn(conversation)) {
      return { continues: false, insideThinking: opensThinking, ...calls };
    }
    return {
      continues: last.content + last.thinking !== '',
      insideThinking:
        last.content === '' && (last.thinking !== '' || opensThinking) && conversation.thinking !== 'closed',
      ...calls,
    };
  }

  #write({ turns, tools, addGenerationPrompt }: Conversation, options: WriterOptions): string {
    return this.#template({
      ...this.#namedTokens,
      messages: this.#writer.messages(turns, options),
      ...this.#writer.tools(tools),
      add_generation_prompt: addGenerationPrompt && !options.continues,
    });
  }

  #plan({ turns, tools, addGenerationPrompt }: Conversation): Plan {
    const { given, ...probes } = probeConversation(turns, tools);
    const shape = JSON.stringify([probes, addGenerationPrompt]);
    const known = this.#plans.get(shape);
    if (known) return known;
    const plan = this.#makePlan({ ...probes, addGenerationPrompt }, given);
    if (this.#plans.size === MAX_PLANS) this.#plans.clear();
    this.#plans.set(shape, plan);
    return plan;
  }

  #makePlan(probes: Conversation, given: readonly Given[]): Plan {
    const callsInContent = new Set<number>();
    const leftOut = (): Given[] => {
      const prompt = this.#write(probes, { callsInContent, continues: false });
      const token = this.#structure.tokenInPieces(prompt);
      if (token !== undefined) {
        throw new PocketM1Error(
          'template',
          `The chat template assembles ${token} from pieces, so that it cannot be distinguished from text: write it as one string.`,
        );
      }
      return given.filter((something) => !holds(prompt, something.probes));
    };
    // Text beside calls may only be written when the calls are part of the text.
    for (const { callingTurn } of leftOut()) if (callingTurn !== undefined) callsInContent.add(callingTurn);
    const [first] = leftOut();
    return { callsInContent, leavesOut: first && `${first.name} (${first.advice})` };
  }
}

/** Whether the answer continues the last turn. */
function continuesTurn({ turns, addGenerationPrompt }: Conversation): boolean {
  const last = turns.at(-1)!;
  return addGenerationPrompt && last.role === 'assistant' && last.toolCalls.length === 0;
}

/** The prompt up to the place where the answer begins. */
function beforeEndOfPrefix(rendered: string): string {
  const [prefix, ...rest] = rendered.split(END_OF_PREFIX);
  if (rest.length === 1) return prefix!;
  throw new PocketM1Error(
    'template',
    `The chat template writes the end of the last turn ${rest.length} times, expected once: the assistant's turn cannot be continued.`,
  );
}
