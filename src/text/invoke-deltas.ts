// Reports the tool calls of an answer in XML while they are written, a parameter at a time, because only what follows a
// parameter tells where it ends. What counts as a call is decided at the end of its block: see CallDeltas.

import type { ToolDefinition } from '../contract/messages.ts';
import { type CallPart, type CallPiece, retractions } from './call-deltas.ts';
import { type CallTag, openInvoke, readInvokes } from './invokes.ts';
import type { BlockPiece } from './tool-calls.ts';

interface BegunInvoke {
  index: number;
  start: number;
  name: string;
  /** The arguments so far, without the closing brace while the call is the last one. */
  json: string;
}

export class InvokeDeltas {
  readonly #tools: readonly ToolDefinition[];
  readonly #callTag: CallTag;
  /** How many calls of the answer have begun, retracted ones included. */
  #count = 0;
  #begun: BegunInvoke[] = [];
  /** Where the last call of the block begins. */
  #last: number | undefined;

  constructor(tools: readonly ToolDefinition[], callTag: CallTag) {
    this.#tools = tools;
    this.#callTag = callTag;
  }

  beginBlock(): void {
    this.#begun = [];
    this.#last = undefined;
  }

  /** The deltas that more of the body of a block brings. */
  read(body: string): CallPart[] {
    const call = openInvoke(body, this.#tools, this.#callTag);
    if (call === undefined) return [];
    const deltas = call.start === this.#last ? [] : this.#readBefore(body.slice(0, call.start));
    this.#last = call.start;
    if (Object.keys(call.arguments).length === 0) return deltas;
    const json = JSON.stringify(call.arguments).slice(0, -1);
    const begun = this.#begun.find((other) => other.start === call.start);
    if (begun === undefined) return [...deltas, this.#begin(call, json)];
    if (json.length <= begun.json.length || !json.startsWith(begun.json)) return deltas;
    const argumentsDelta = json.slice(begun.json.length);
    begun.json = json;
    return [...deltas, { type: 'tool-call-delta', index: begun.index, argumentsDelta }];
  }

  /** Reports the calls before the last one that have not begun, so that calls begin in their order. */
  #readBefore(body: string): CallPart[] {
    return readInvokes('', body, '', this.#tools, this.#callTag).flatMap((piece) => {
      if (piece.type !== 'call' || this.#begun.some(({ start }) => start === piece.start)) return [];
      return [
        this.#begin({ name: piece.call.name, start: piece.start! }, JSON.stringify(piece.call.arguments)),
      ];
    });
  }

  #begin({ start, name }: Pick<BegunInvoke, 'start' | 'name'>, json: string): CallPart {
    const index = this.#count++;
    this.#begun.push({ index, start, name, json });
    return { type: 'tool-call-delta', index, name, argumentsDelta: json };
  }

  /** Retracts the calls of the block that are not among its pieces. */
  retract(pieces: readonly BlockPiece[]): CallPart[] {
    return retractions(this.#begun, new Set(pieces.map((piece) => this.#begunOf(piece))));
  }

  /** A call of the block, after a delta of what is not reported yet. */
  complete(piece: CallPiece): CallPart[] {
    const { call } = piece;
    const json = JSON.stringify(call.arguments);
    const begun = this.#begunOf(piece);
    const index = begun?.index ?? this.#count++;
    const name = begun ? {} : { name: call.name };
    const argumentsDelta = json.slice(begun?.json.length);
    const rest: CallPart[] =
      argumentsDelta === '' ? [] : [{ type: 'tool-call-delta', index, ...name, argumentsDelta }];
    return [...rest, { type: 'tool-call', index, ...call }];
  }

  #begunOf(piece: BlockPiece): BegunInvoke | undefined {
    if (piece.type !== 'call') return undefined;
    const { start, call } = piece;
    const json = JSON.stringify(call.arguments);
    return this.#begun.find((other) => other.start === start && json.startsWith(other.json));
  }
}
