// One answer of a server: the deltas of its chunks as the contract's parts and result.

import type { CheckedOptions } from '../chat/generate-options.ts';
import type { AnswerPart, GeneratedTokenLogprob, GenerationResult } from '../contract/generate.ts';
import type { ToolCall } from '../contract/messages.ts';
import { DownloadError, show } from '../errors.ts';
import { parseExactJson } from '../text/exact-json.ts';
import { readLogprobs } from './logprobs.ts';
import { recordOf, unexpectedContent } from './server-error.ts';

interface OpenCall {
  /** The `index` of its parts; undefined before there are any, because its name is not known. */
  index: number | undefined;
  id: string;
  name: string;
  written: string;
}

const reasons = new Map<unknown, GenerationResult['finishReason']>([
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool_calls', 'tool-calls'],
]);

export class RemoteChoice {
  readonly #url: string;
  #text = '';
  #thinking = '';
  /** By the index that the server gives. */
  readonly #open = new Map<number, OpenCall>();
  /** The server's index of the call that came last. */
  #latest = 0;
  #begun = 0;
  readonly #toolCalls: ToolCall[] = [];
  readonly #malformed: string[] = [];
  readonly #logprobs: CheckedOptions['logprobs'];
  /** Of all tokens, or none when parts have them. */
  readonly #collected: GeneratedTokenLogprob[] = [];
  /** How many tokens have had theirs. */
  #described = 0;
  #finishReason: GenerationResult['finishReason'] | undefined;

  constructor(url: string, logprobs: CheckedOptions['logprobs']) {
    this.#url = url;
    this.#logprobs = logprobs;
  }

  /**
   * The parts that the end of the answer adds.
   * @throws DownloadError `truncated` when the server has not said why the answer ended, `unexpected-content` when it has not sent
   * the log-probabilities.
   */
  end(): AnswerPart[] {
    if (this.#finishReason === undefined) {
      throw new DownloadError('truncated', `${this.#url}: the answer ended without a reason to end.`, {
        details: { url: this.#url },
      });
    }
    // OpenAI's servers describe the tokens of the text, and not those of thinking and calls.
    if (this.#logprobs && this.#described === 0 && this.#text !== '')
      throw unexpectedContent(this.#url, 'the answer has no logprobs, which were asked for');
    return this.#closeCalls();
  }

  result(): Omit<GenerationResult, 'usage' | 'timings'> {
    const ending = this.#toolCalls.length > 0 ? 'tool-calls' : 'stop';
    return {
      text: this.#text,
      thinking: this.#thinking,
      toolCalls: this.#toolCalls,
      malformedToolCalls: this.#malformed,
      finishReason: this.#finishReason === 'length' ? 'length' : ending,
      droppedMessages: [],
      ...(this.#logprobs === true && { logprobs: this.#collected }),
    };
  }

  /**
   * @throws DownloadError `unexpected-content` for text that is none, a reason to end that the contract does not know, and bad
   * log-probabilities.
   */
  add({ delta: given, finish_reason: reason, logprobs }: Record<string, unknown>): AnswerPart[] {
    const delta = recordOf(given);
    const parts: AnswerPart[] = [];
    const thinking = delta.reasoning_content ?? delta.reasoning;
    if (delta.text_was_thinking === true) {
      this.#thinking = this.#text;
      this.#text = '';
      parts.push({ type: 'text-was-thinking' });
    } else if (typeof thinking === 'string' && thinking !== '') {
      this.#thinking += thinking;
      parts.push({ type: 'thinking', text: thinking });
    }
    const text = this.#textOf(delta);
    if (text !== '') parts.push(this.#addText(text));
    if (typeof delta.tool_call_retracted === 'number')
      parts.push(...this.#retract(delta.tool_call_retracted));
    if (Array.isArray(delta.tool_calls)) {
      for (const entry of delta.tool_calls) parts.push(...this.#addCall(recordOf(entry)));
    }
    if (this.#logprobs) parts.push(...this.#addLogprobs(readLogprobs(logprobs, this.#url)));
    if (reason !== undefined && reason !== null && reason !== '') {
      this.#finishReason = reasons.get(reason);
      if (this.#finishReason === undefined) {
        throw unexpectedContent(
          this.#url,
          `the answer ended because of ${show(reason)}, expected stop, length or tool_calls`,
        );
      }
    }
    return parts;
  }

  #addLogprobs(tokens: GeneratedTokenLogprob[]): AnswerPart[] {
    const from = this.#described;
    this.#described += tokens.length;
    if (tokens.length === 0) return [];
    if (this.#logprobs === 'stream') return [{ type: 'logprobs', from, tokens }];
    this.#collected.push(...tokens);
    return [];
  }

  #addText(text: string): AnswerPart {
    this.#text += text;
    return { type: 'text', text };
  }

  /** A refusal, which OpenAI's servers send beside the text, is what the model says. */
  #textOf({ content, refusal }: Record<string, unknown>): string {
    const given = content ?? '';
    if (typeof given === 'string') return typeof refusal === 'string' ? given + refusal : given;
    throw unexpectedContent(this.#url, `the content of a delta is ${show(given)}, expected a text`);
  }

  /** Servers leave out the index, or give all calls the same, but then each has an id or is whole. */
  #addCall({ index, id: givenId, function: given }: Record<string, unknown>): AnswerPart[] {
    const { name: givenName, arguments: givenArguments } = recordOf(given);
    const id = stringOr(givenId, '');
    const name = stringOr(givenName, '');
    const written = stringOr(givenArguments ?? '', JSON.stringify(givenArguments));
    this.#latest = Number(index ?? this.#latest);
    let call = this.#open.get(this.#latest);
    let closed: AnswerPart[] = [];
    if (!call || isAnother(call, { id, name, written })) {
      if (call) closed = this.#closeCalls();
      call = { index: undefined, id: id || `call_${crypto.randomUUID().slice(0, 8)}`, name, written: '' };
      this.#open.set(this.#latest, call);
    }
    call.name ||= name;
    call.written += written;
    if (call.name === '') return closed;
    if (call.index === undefined) {
      call.index = this.#begun++;
      const { id, name, written: argumentsDelta } = call;
      return [...closed, { type: 'tool-call-delta', index: call.index, id, name, argumentsDelta }];
    }
    if (written === '') return [];
    return [{ type: 'tool-call-delta', index: call.index, argumentsDelta: written }];
  }

  #closeCalls(): AnswerPart[] {
    const open = [...this.#open.values()];
    this.#open.clear();
    return open.flatMap((call) => this.#close(call));
  }

  #close({ index, id, name, written }: OpenCall): AnswerPart[] {
    const args = readArguments(written);
    if (index === undefined || args === undefined) {
      const text = JSON.stringify({ name, arguments: written });
      this.#malformed.push(text);
      return [...retraction(index), this.#addText(text)];
    }
    const call = { id, name, arguments: args };
    this.#toolCalls.push(call);
    // The pieces of a call are JSON together.
    const missing: AnswerPart[] =
      written.trim() === '' ? [{ type: 'tool-call-delta', index, argumentsDelta: '{}' }] : [];
    return [...missing, { type: 'tool-call', ...call }];
  }

  /** What the model wrote follows as text. */
  #retract(index: number): AnswerPart[] {
    const call = this.#open.get(index);
    if (!call) return [];
    this.#open.delete(index);
    return retraction(call.index);
  }
}

/** Takes the parts of a call back, if there are any. */
function retraction(index: number | undefined): AnswerPart[] {
  return index === undefined ? [] : [{ type: 'tool-call-retracted', index }];
}

function stringOr(given: unknown, otherwise: string): string {
  return typeof given === 'string' ? given : otherwise;
}

/** Whether an entry with the index of an open call is not a piece of that one. */
function isAnother(
  call: OpenCall,
  { id, name, written }: Pick<OpenCall, 'id' | 'name' | 'written'>,
): boolean {
  if (id !== '') return id !== call.id;
  const isComplete = call.written !== '' && readArguments(call.written) !== undefined;
  return name !== '' && isComplete && written.trimStart().startsWith('{');
}

/** Undefined when they are no object. A call without arguments has none or an empty text. */
function readArguments(written: string): Record<string, unknown> | undefined {
  if (written.trim() === '') return {};
  try {
    const args = parseExactJson(written);
    if (typeof args !== 'object' || args === null || Array.isArray(args)) return undefined;
    return withoutBigIntegers(args) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** As the contract has integers beyond 2^53: as strings of their digits. */
function withoutBigIntegers(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(withoutBigIntegers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withoutBigIntegers(field)]));
}
