// Streams tool calls as OpenAI does, whose clients know no call that is taken back.

import type { ToolCallDelta } from '../../contract/generate.ts';
import type { ToolCall } from '../../contract/messages.ts';
import { openAICall } from './shapes.ts';

/**
 * Turns the parts of calls into entries of `tool_calls`. The last brace of a call's arguments is sent when the call is
 * complete: one that is retracted never becomes valid JSON, so that no client runs it.
 */
export class CallChunks {
  readonly #indices = new Map<string, number>();
  /** The brace that is held back, by index. */
  readonly #held = new Map<number, string>();

  /** Undefined when there is nothing to send yet. */
  delta({ index, id, name, argumentsDelta }: ToolCallDelta): object | undefined {
    const written = (this.#held.get(index) ?? '') + argumentsDelta;
    const held = written.endsWith('}') ? '}' : '';
    this.#held.set(index, held);
    const args = written.slice(0, written.length - held.length);
    if (id === undefined) return args === '' ? undefined : { index, function: { arguments: args } };
    this.#indices.set(id, index);
    return { index, id, type: 'function', function: { name, arguments: args } };
  }

  complete(call: ToolCall): object | undefined {
    const index = this.#indices.get(call.id);
    if (index === undefined) return { index: this.#begin(call.id), ...openAICall(call) };
    const held = this.#held.get(index) ?? '';
    return held === '' ? undefined : { index, function: { arguments: held } };
  }

  /** The index of a call that had no deltas. */
  #begin(id: string): number {
    const index = this.#indices.size;
    this.#indices.set(id, index);
    return index;
  }
}
