// Reports the tool calls of an answer in XML while they are written, a parameter at a time, because only what follows a
// parameter tells where it ends. What counts as a call is decided at the end of its block: see CallDeltas.

import type { ToolDefinition } from '../contract/messages.ts';
import { type CallPart, type CallPiece, retractions } from './call-deltas.ts';
import { type CallTag, openInvoke } from './invokes.ts';
import type { BlockPiece } from './tool-calls.ts';

interface BegunInvoke {
  index: number;
  start: number;
  name: string;
  /** The arguments so far, without the closing brace. */
  json: string;
}

export class InvokeDeltas {
  readonly #tools: readonly ToolDefinition[];
  readonly #callTag: CallTag;
  /** How many calls of the answer have begun, retracted ones included. */
  #count = 0;
  #begun: BegunInvoke[] = [];

  constructor(tools: readonly ToolDefinition[], callTag: CallTag) {
    this.#tools = tools;
    this.#callTag = callTag;
  }

  beginBlock(): void {
    this.#begun = [];
  }

  /** The deltas that more of the body of a block brings. */
  read(body: string): CallPart[] {
    const call = openInvoke(body, this.#tools, this.#callTag);
    if (call === undefined || Object.keys(call.arguments).length === 0) return [];
    const { start, name } = call;
    const json = JSON.stringify(call.arguments).slice(0, -1);
    const begun = this.#begun.find((other) => other.start === start);
    if (begun === undefined) {
      const index = this.#count++;
      this.#begun.push({ index, start, name, json });
      return [{ type: 'tool-call-delta', index, name, argumentsDelta: json }];
    }
    if (json.length <= begun.json.length || !json.startsWith(begun.json)) return [];
    const argumentsDelta = json.slice(begun.json.length);
    begun.json = json;
    return [{ type: 'tool-call-delta', index: begun.index, argumentsDelta }];
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
    return [
      { type: 'tool-call-delta', index, ...name, argumentsDelta },
      { type: 'tool-call', index, ...call },
    ];
  }

  #begunOf(piece: BlockPiece): BegunInvoke | undefined {
    if (piece.type !== 'call') return undefined;
    const { start, call } = piece;
    const json = JSON.stringify(call.arguments);
    return this.#begun.find((other) => other.start === start && json.startsWith(other.json));
  }
}
