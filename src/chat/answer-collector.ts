// Collects the parts of an answer, assigns ids to calls, and counts tokens.

import type { AnswerPart, GenerationResult, Usage } from '../contract/generate.ts';
import type { ToolCall } from '../contract/messages.ts';
import type { EngineResult } from '../engine/engine.ts';
import type { Segmenter } from '../text/segmenter.ts';
import type { SegmentedPart } from '../text/segments.ts';

export class AnswerCollector {
  readonly #callId: (index: number) => string;
  #text = '';
  #thinking = '';
  readonly #toolCalls: ToolCall[] = [];
  /** Ids of calls that have begun, by their index. */
  readonly #ids = new Map<number, string>();
  #tokens = 0;
  /** Tokens up to the last part of thinking. */
  #thinkingTokens = 0;
  #firstBatch: { at: number; tokens: number } | undefined;
  #lastBatchAt = 0;

  /** `callId` returns an id for a call without one of the model's own, by its index in the answer. */
  constructor(callId: (index: number) => string) {
    this.#callId = callId;
  }

  countBatch(tokens: number): void {
    this.#lastBatchAt = performance.now();
    if (tokens > 0) this.#firstBatch ??= { at: this.#lastBatchAt, tokens: this.#tokens + tokens };
  }

  /** Tokens so far. */
  get tokens(): number {
    return this.#tokens;
  }

  /** Returns the parts of more tokens, up to a stop string, each token's followed by those that `describe` returns for its number. */
  addAll(
    segmenter: Segmenter,
    ids: readonly number[],
    describe: (token: number) => AnswerPart[] = () => [],
  ): AnswerPart[] {
    const parts: AnswerPart[] = [];
    for (const id of ids) {
      if (segmenter.cut) break;
      parts.push(...this.add(segmenter.push(id), 1), ...describe(this.#tokens - 1));
    }
    return parts;
  }

  /** Adds the parts of `tokens` more tokens, and returns them with ids of calls. */
  add(segmented: readonly SegmentedPart[], tokens: number): AnswerPart[] {
    this.#tokens += tokens;
    return segmented.map((part): AnswerPart => {
      switch (part.type) {
        case 'thinking':
          this.#thinking += part.text;
          this.#thinkingTokens = this.#tokens;
          return part;
        case 'text':
          this.#text += part.text;
          return part;
        case 'text-was-thinking':
          this.#thinking = this.#text;
          this.#thinkingTokens = this.#tokens;
          this.#text = '';
          return part;
        case 'tool-call-delta':
          return part.name === undefined ? part : { ...part, id: this.#idOf(part) };
        case 'tool-call': {
          const { name, arguments: args } = part;
          const call = { id: this.#idOf(part), name, arguments: args };
          this.#toolCalls.push(call);
          return { type: 'tool-call', ...call };
        }
        case 'tool-call-retracted':
          return part;
        default:
          return part satisfies never;
      }
    });
  }

  /** Keeps the model's own id if the call begins with it, and no earlier call has it. */
  #idOf({ id, index }: { id?: string; index: number }): string {
    const known = this.#ids.get(index);
    if (known !== undefined) return known;
    const isNew = id !== undefined && ![...this.#ids.values()].includes(id);
    const given = isNew ? id : this.#callId(index);
    this.#ids.set(index, given);
    return given;
  }

  /** `engineResult` is undefined when a stop string ended the answer. */
  result(
    prompt: Pick<Usage, 'promptTokens' | 'cachedTokens'>,
    start: number,
    engineResult: EngineResult | undefined,
  ): Omit<GenerationResult, 'experts' | 'malformedToolCalls' | 'droppedMessages'> {
    const first = this.#firstBatch ?? { at: performance.now(), tokens: 0 };
    const timeToFirstTokenMs = first.at - start;
    const decodeMs = this.#lastBatchAt - first.at;
    const { finishReason = 'stop' } = engineResult ?? {};
    return {
      text: this.#text,
      thinking: this.#thinking,
      toolCalls: this.#toolCalls,
      finishReason: finishReason === 'stop' && this.#toolCalls.length > 0 ? 'tool-calls' : finishReason,
      usage: {
        ...prompt,
        completionTokens: this.#tokens,
        thinkingTokens: this.#thinkingTokens,
      },
      timings: {
        prefillMs: engineResult?.prefillMs ?? timeToFirstTokenMs,
        timeToFirstTokenMs,
        decodeTokensPerSecond: decodeMs > 0 ? ((this.#tokens - first.tokens) / decodeMs) * 1000 : 0,
      },
    };
  }
}
