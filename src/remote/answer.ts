// The chunks of an answer as the contract's parts and result.

import type { AnswerPart, GenerationResult, Usage } from '../contract/generate.ts';
import type { ToolCall } from '../contract/messages.ts';
import { DownloadError, show } from '../errors.ts';
import { parseExactJson } from '../text/exact-json.ts';
import { recordOf, serverError } from './server-error.ts';

interface OpenCall {
  /** The `index` of its parts. */
  index: number;
  id: string;
  name: string;
  written: string;
}

const reasons: Record<string, GenerationResult['finishReason']> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
};

/** Collects an answer from the data of its events. */
export class RemoteAnswer {
  readonly #url: string;
  readonly #startedAt: number;
  #firstAt: number | undefined;
  #lastAt = 0;
  #text = '';
  #thinking = '';
  /** By the index that the server gives. */
  readonly #open = new Map<number, OpenCall>();
  #begun = 0;
  readonly #toolCalls: ToolCall[] = [];
  readonly #malformed: string[] = [];
  #finishReason: GenerationResult['finishReason'] | undefined;
  #usage: Usage = { promptTokens: 0, cachedTokens: 0, completionTokens: 0, thinkingTokens: 0 };

  constructor(url: string, startedAt: number) {
    this.#url = url;
    this.#startedAt = startedAt;
  }

  /** @throws PocketM1Error for an error of the server, `unexpected-content` for anything that is not a chunk. */
  add(data: string): AnswerPart[] {
    let chunk: Record<string, unknown>;
    try {
      chunk = recordOf(JSON.parse(data));
    } catch (cause) {
      throw this.#unexpected(`an event is ${show(data)}, expected JSON`, cause);
    }
    if (chunk.error !== undefined && chunk.error !== null) {
      throw serverError(data, { url: this.#url, status: null });
    }
    if (!Array.isArray(chunk.choices)) throw this.#unexpected(`an event is ${show(chunk)}, expected choices`);
    this.#readUsage(recordOf(chunk.usage));
    const parts = chunk.choices.flatMap((choice) => this.#addChoice(recordOf(choice)));
    if (parts.length > 0) {
      this.#lastAt = performance.now();
      this.#firstAt ??= this.#lastAt;
    }
    return parts;
  }

  /**
   * The parts that the end of the answer adds.
   * @throws DownloadError `truncated` when the server has not said why the answer ended.
   */
  end(): AnswerPart[] {
    if (this.#finishReason !== undefined) return this.#closeCalls();
    throw new DownloadError('truncated', `${this.#url}: the answer ended without a reason to end.`, {
      details: { url: this.#url },
    });
  }

  result(): GenerationResult {
    const firstAt = this.#firstAt ?? performance.now();
    const decodeMs = this.#lastAt - firstAt;
    const { completionTokens } = this.#usage;
    const hasCalls = this.#toolCalls.length > 0;
    const reason = this.#finishReason ?? 'stop';
    return {
      text: this.#text,
      thinking: this.#thinking,
      toolCalls: this.#toolCalls,
      malformedToolCalls: this.#malformed,
      finishReason: reason === 'length' ? 'length' : hasCalls ? 'tool-calls' : 'stop',
      droppedMessages: [],
      usage: this.#usage,
      timings: {
        prefillMs: firstAt - this.#startedAt,
        timeToFirstTokenMs: firstAt - this.#startedAt,
        decodeTokensPerSecond: decodeMs > 0 ? (completionTokens / decodeMs) * 1000 : 0,
      },
    };
  }

  #addChoice({ delta: given, finish_reason: reason }: Record<string, unknown>): AnswerPart[] {
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
    if (typeof delta.content === 'string' && delta.content !== '') parts.push(this.#addText(delta.content));
    if (typeof delta.tool_call_retracted === 'number')
      parts.push(...this.#retract(delta.tool_call_retracted));
    if (Array.isArray(delta.tool_calls)) {
      for (const entry of delta.tool_calls) parts.push(...this.#addCall(recordOf(entry)));
    }
    if (reason !== undefined && reason !== null) {
      this.#finishReason = reasons[String(reason)];
      if (this.#finishReason === undefined) {
        throw this.#unexpected(
          `the answer ended because of ${show(reason)}, expected stop, length or tool_calls`,
        );
      }
    }
    return parts;
  }

  #addText(text: string): AnswerPart {
    this.#text += text;
    return { type: 'text', text };
  }

  /** Servers leave out the index, or give all calls the same, but then each has an id. */
  #addCall({ index = this.#open.size - 1, id, function: given }: Record<string, unknown>): AnswerPart[] {
    const { name, arguments: args } = recordOf(given);
    let call = this.#open.get(Number(index));
    const isNew = !call || (typeof id === 'string' && id !== '' && id !== call.id);
    const closed = isNew && call ? this.#closeCalls() : [];
    if (isNew) {
      const ownId = typeof id === 'string' && id !== '' ? id : `call_${crypto.randomUUID().slice(0, 8)}`;
      call = { index: this.#begun++, id: ownId, name: typeof name === 'string' ? name : '', written: '' };
      this.#open.set(Number(index), call);
    }
    const argumentsDelta = typeof args === 'string' ? args : '';
    call!.written += argumentsDelta;
    const { index: at, id: callId, name: callName } = call!;
    if (isNew)
      return [...closed, { type: 'tool-call-delta', index: at, id: callId, name: callName, argumentsDelta }];
    return argumentsDelta === '' ? [] : [{ type: 'tool-call-delta', index: at, argumentsDelta }];
  }

  #closeCalls(): AnswerPart[] {
    const open = [...this.#open.values()];
    this.#open.clear();
    return open.flatMap((call) => this.#close(call));
  }

  #close({ index, id, name, written }: OpenCall): AnswerPart[] {
    const args = name === '' ? undefined : readArguments(written);
    if (args === undefined) {
      const text = JSON.stringify({ name, arguments: written });
      this.#malformed.push(text);
      return [{ type: 'tool-call-retracted', index }, this.#addText(text)];
    }
    const call = { id, name, arguments: args };
    this.#toolCalls.push(call);
    return [{ type: 'tool-call', ...call }];
  }

  /** What the model wrote follows as text. */
  #retract(index: number): AnswerPart[] {
    const call = this.#open.get(index);
    if (!call) return [];
    this.#open.delete(index);
    return [{ type: 'tool-call-retracted', index: call.index }];
  }

  #readUsage(usage: Record<string, unknown>): void {
    if (typeof usage.prompt_tokens !== 'number') return;
    const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
    this.#usage = {
      promptTokens: usage.prompt_tokens,
      cachedTokens: count(
        recordOf(usage.prompt_tokens_details).cached_tokens ?? usage.prompt_cache_hit_tokens,
      ),
      completionTokens: count(usage.completion_tokens),
      thinkingTokens: count(recordOf(usage.completion_tokens_details).reasoning_tokens),
    };
  }

  #unexpected(what: string, cause?: unknown): DownloadError {
    return new DownloadError('unexpected-content', `${this.#url}: ${what}.`, {
      details: { url: this.#url },
      cause,
    });
  }
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
