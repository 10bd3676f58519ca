// Converts turns and tools to the variables of a chat template. The application's strings are quoted as text; the tags that
// this library writes around thinking and calls, where a template has no field for them, are marked as structure.

import type { GivenToolCall, ToolDefinition } from '../contract/messages.ts';
import type { CallSyntax } from './call-syntax.ts';
import type { CallTag } from './invokes.ts';
import type { Turn } from './read-messages.ts';
import { END_OF_PREFIX, type Structure } from './structure.ts';
import { THINK_CLOSE, THINK_OPEN } from './tags.ts';
import { compileTemplate } from './template.ts';
import { type TemplateMessage, textPart, type Writing } from './template-writing.ts';

export interface WriterOptions {
  /** Turns whose calls are written into their content although the template has a field for calls. */
  callsInContent: ReadonlySet<number>;
  /** Whether the answer continues the last turn: then {@link END_OF_PREFIX} marks where it begins. */
  continues: boolean;
  /** Returns what to write for a text that follows later. Default: nothing. */
  later?: ((index: number) => string) | undefined;
}

type Quote = (text: string) => string;
type AssistantTurn = Extract<Turn, { role: 'assistant' }>;

const jsonTemplate = compileTemplate('{{ value | tojson }}');

export class ConversationWriter {
  readonly #structure: Structure;
  readonly #writing: Writing;
  readonly #callSyntax: CallSyntax;

  constructor(structure: Structure, writing: Writing, callSyntax: CallSyntax) {
    this.#structure = structure;
    this.#writing = writing;
    this.#callSyntax = callSyntax;
  }

  messages(turns: readonly Turn[], { callsInContent, continues, later }: WriterOptions): TemplateMessage[] {
    const { results } = this.#writing;
    const messages: TemplateMessage[] = [];
    for (const [i, turn] of turns.entries()) {
      const quote = this.#quoteOf(turn);
      if (turn.role === 'assistant') {
        messages.push(
          this.#assistant(turn, quote, callsInContent.has(i), continues && i === turns.length - 1),
        );
      } else if (turn.role === 'tool') {
        const message = this.#result(turn, quote);
        const last = messages.at(-1);
        const joins = results.content === 'named-parts' && turns[i - 1]?.role === 'tool' && last;
        if (joins) last.content = [...(last.content as unknown[]), ...(message.content as unknown[])];
        else messages.push(message);
      } else {
        const text = turn.later === undefined ? quote(turn.content) : (later?.(turn.later) ?? '');
        messages.push({ role: turn.role, content: this.#content(turn.role, text) });
      }
    }
    return messages;
  }

  /** The template's variables for the tools. */
  tools(tools: readonly ToolDefinition[]): Record<string, unknown> {
    const { variable, wrapped } = this.#writing.tools ?? { variable: 'tools', wrapped: false };
    if (tools.length === 0) return { [variable]: null };
    const definitions = tools.map((tool) => this.#data(tool, (text) => this.#structure.quote(text)));
    return {
      [variable]: wrapped
        ? definitions.map((definition) => ({ type: 'function', function: definition }))
        : definitions,
    };
  }

  #quoteOf({ specialTokens }: Turn): Quote {
    return specialTokens === 'structure'
      ? (text) => this.#structure.mark(text)
      : (text) => this.#structure.quote(text);
  }

  #content(role: 'system' | 'user' | 'assistant', text: string): unknown {
    return this.#writing.takesParts[role] ? [textPart(text)] : text;
  }

  #assistant(
    turn: AssistantTurn,
    quote: Quote,
    callsInContent: boolean,
    continues: boolean,
  ): TemplateMessage {
    const { thinkingField, callArguments, takesThinkingWithCalls } = this.#writing;
    const calls = turn.toolCalls.map((call) => this.#call(call, quote));
    const hasThinking = turn.thinking !== '';
    const writesCalls =
      calls.length > 0 &&
      (callArguments === undefined ||
        callsInContent ||
        (hasThinking && thinkingField !== undefined && !takesThinkingWithCalls));
    const endsInThinking = continues && hasThinking && turn.content === '';
    const thinking = quote(turn.thinking) + (endsInThinking ? END_OF_PREFIX : '');
    let text = quote(turn.content) + (continues && !endsInThinking ? END_OF_PREFIX : '');
    if (hasThinking && thinkingField === undefined) text = this.#writeThinking(thinking) + text;
    if (writesCalls) text += this.#writeCalls(calls);
    return {
      role: 'assistant',
      content: this.#content('assistant', text),
      ...(hasThinking && thinkingField !== undefined && { [thinkingField]: thinking }),
      ...(calls.length > 0 && !writesCalls && { tool_calls: calls.map((call) => wrap(call, callArguments)) }),
    };
  }

  #result({ name, toolCallId, content }: Extract<Turn, { role: 'tool' }>, quote: Quote): TemplateMessage {
    const { role, content: form } = this.#writing.results;
    const [text, tool] = [quote(content), quote(name)];
    return {
      role,
      name: tool,
      ...(toolCallId !== undefined && { tool_call_id: quote(toolCallId) }),
      content: form === 'string' ? text : [textPart(text, form === 'named-parts' ? tool : undefined)],
    };
  }

  #call({ id, name, arguments: args }: GivenToolCall, quote: Quote): WrittenCall {
    return {
      ...(id !== undefined && { id: quote(id) }),
      name: quote(name),
      arguments: this.#data(args, quote),
    };
  }

  /** Quotes strings and field names as text, and keeps every digit of integers beyond 2^53. */
  #data(value: unknown, quote: Quote): unknown {
    if (typeof value === 'string') return quote(value);
    if (typeof value === 'bigint') return this.#structure.number(value);
    if (Array.isArray(value)) return value.map((item) => this.#data(item, quote));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [quote(name), this.#data(field, quote)]),
    );
  }

  #writeThinking(thinking: string): string {
    const [open, close] = this.#tags(THINK_OPEN, THINK_CLOSE);
    return `${open}\n${thinking}\n${close}\n\n`;
  }

  /** Calls as the model writes them, after other text. */
  #writeCalls(calls: readonly WrittenCall[]): string {
    const { blocks, style, callTag, onNewLine } = this.#callSyntax;
    const [[openTag, closeTag = ''] = ['', '']] = blocks;
    const [open, close] = this.#tags(openTag, closeTag);
    const written = calls.map((call) =>
      callTag
        ? writeXml(call, callTag)
        : jsonTemplate({ value: { name: call.name, arguments: call.arguments } }),
    );
    if (style === 'list') return `${open}[${written.join(', ')}]`;
    const bodies = style === 'blocks' ? written : [written.join('\n')];
    return bodies.map((body) => `${onNewLine ? '\n' : ''}${open}\n${body}\n${close}`).join('');
  }

  #tags(open: string, close: string): [string, string] {
    return [this.#structure.mark(open), this.#structure.mark(close)];
  }
}

function writeXml({ name, arguments: args }: WrittenCall, callTag: CallTag): string {
  const [before, after, line] = callTag === 'invoke' ? [' name="', '"', ''] : ['=', '', '\n'];
  const parameters = Object.entries(args as Record<string, unknown>).map(([key, value]) => {
    const text = typeof value === 'string' ? value : jsonTemplate({ value });
    return `<parameter${before}${key}${after}>${line}${text}${line}</parameter>\n`;
  });
  return `<${callTag}${before}${name}${after}>\n${parameters.join('')}</${callTag}>`;
}

interface WrittenCall {
  id?: string;
  name: string;
  arguments: unknown;
}

function wrap({ id, name, arguments: args }: WrittenCall, form: Writing['callArguments']): unknown {
  const written = form === 'string' ? jsonTemplate({ value: args }) : args;
  return { ...(id !== undefined && { id }), type: 'function', function: { name, arguments: written } };
}
