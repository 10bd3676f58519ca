// Reports the tool calls of an answer while they are written. What counts as a call is decided at the end of its block, by
// readToolCalls: a call that has begun but is none is retracted.

import type { ToolCallDelta } from '../contract/generate.ts';
import type { GivenToolCall } from '../contract/messages.ts';
import { type Members, ObjectReader, type Watch } from './lenient-json.ts';
import {
  argumentKeys,
  type BlockPiece,
  idOf,
  namedFunctionBefore,
  nameOf,
  readToolCalls,
} from './tool-calls.ts';

/** A part of a call, which may still lack an id. */
export type CallPart =
  | ToolCallDelta
  | { type: 'tool-call-retracted'; index: number }
  | ({ type: 'tool-call'; index: number } & GivenToolCall);

export type CallPiece = Extract<BlockPiece, { type: 'call' }>;

/** A call whose arguments are being written. */
interface BegunCall {
  index: number;
  /** Where its object begins in the body of the block. */
  start: number;
  name: string;
  json: string;
  isComplete: boolean;
}

interface OpenObject {
  start: number;
  reader: ObjectReader;
  /** Known before its arguments begin. */
  call?: { name: string; id?: string };
  begun?: BegunCall;
}

export class CallDeltas {
  /** How many calls of the answer have begun, retracted ones included. */
  #count = 0;
  #begun: BegunCall[] = [];
  #object: OpenObject | undefined;
  /** Where the last object ended, and up to where the next one was searched for. */
  #at = 0;
  #searched = 0;
  #length = 0;
  /** Whether the rest of the block is reported at its end. */
  #isUnreadable = false;

  beginBlock(): void {
    this.#begun = [];
    this.#object = undefined;
    this.#at = 0;
    this.#searched = 0;
    this.#length = 0;
    this.#isUnreadable = false;
  }

  /**
   * The deltas that more of the body of a block brings. `body` starts with the `body` of the previous call. Only at the end it
   * may be shorter, where a string that seemed to go on beyond the closing tag does not.
   */
  read(body: string, atEnd: boolean): CallPart[] {
    const deltas: CallPart[] = [];
    this.#isUnreadable ||= body.length < this.#length;
    this.#length = body.length;
    while (!this.#isUnreadable) {
      this.#object ??= this.#nextObject(body);
      if (this.#object === undefined) break;
      const reading = this.#object.reader.read(body, atEnd);
      this.#report(this.#object, deltas);
      if (reading === undefined) break;
      if (reading.value) {
        this.#reportWhole(this.#object, body.slice(this.#at, reading.end), deltas);
        this.#at = this.#searched = reading.end;
      } else this.#isUnreadable = true;
      this.#object = undefined;
    }
    return deltas;
  }

  /** Retracts the calls of the block that are not among its pieces. */
  retract(pieces: readonly BlockPiece[]): CallPart[] {
    return retractions(this.#begun, new Set(pieces.map((piece) => this.#begunOf(piece))));
  }

  /** A call of the block, after one delta of it all if it was not reported while it was written. */
  complete(piece: CallPiece): CallPart[] {
    const { call } = piece;
    const begun = this.#begunOf(piece);
    const index = begun?.index ?? this.#count++;
    const { id, name, arguments: args } = call;
    const whole = { ...(id !== undefined && { id }), name, argumentsDelta: JSON.stringify(args) };
    const deltas: CallPart[] = begun ? [] : [{ type: 'tool-call-delta', index, ...whole }];
    return [...deltas, { type: 'tool-call', index, ...call }];
  }

  #nextObject(body: string): OpenObject | undefined {
    const start = body.indexOf('{', this.#searched);
    this.#searched = start < 0 ? body.length : start;
    if (start < 0) return undefined;
    const functionName = namedFunctionBefore(body.slice(this.#at, start));
    const object: OpenObject = {
      start,
      reader: new ObjectReader(
        start,
        watchArguments(functionName, (call) => {
          object.call = call;
        }),
      ),
    };
    return object;
  }

  #report(object: OpenObject, deltas: CallPart[]): void {
    const { call, reader, start } = object;
    const json = reader.takeJson();
    // Empty arguments may be followed by other ones.
    if (call === undefined || json === '' || (object.begun === undefined && json === '{}')) return;
    if (object.begun === undefined) {
      object.begun = { index: this.#count++, start, name: call.name, json, isComplete: false };
      this.#begun.push(object.begun);
      deltas.push({ type: 'tool-call-delta', index: object.begun.index, ...call, argumentsDelta: json });
    } else {
      object.begun.json += json;
      deltas.push({ type: 'tool-call-delta', index: object.begun.index, argumentsDelta: json });
    }
    object.begun.isComplete = reader.isWritten;
  }

  /**
   * Reports a call that could not be reported while it was written, such as one without arguments, so that calls begin in their
   * order. `written` ends with its object.
   */
  #reportWhole({ start, begun }: OpenObject, written: string, deltas: CallPart[]): void {
    if (begun !== undefined) return;
    const pieces = readToolCalls('', written, '');
    const [call, ...others] = pieces.flatMap((piece) =>
      piece.type === 'call' && piece.start !== undefined ? [piece.call] : [],
    );
    // The calls of a list have the same start.
    if (call === undefined || others.length > 0) return;
    const { id, name, arguments: args } = call;
    const [index, json] = [this.#count++, JSON.stringify(args)];
    this.#begun.push({ index, start, name, json, isComplete: true });
    deltas.push({
      type: 'tool-call-delta',
      index,
      ...(id !== undefined && { id }),
      name,
      argumentsDelta: json,
    });
  }

  #begunOf(piece: BlockPiece): BegunCall | undefined {
    if (piece.type !== 'call') return undefined;
    const { start, call } = piece;
    const begun = this.#begun.find((other) => other.start === start && other.name === call.name);
    const isSame =
      begun?.isComplete && JSON.stringify(JSON.parse(begun.json)) === JSON.stringify(call.arguments);
    return isSame ? begun : undefined;
  }
}

/** What retracts the calls that have begun and are not kept. */
export function retractions<Begun extends { index: number }>(
  begun: readonly Begun[],
  kept: ReadonlySet<Begun | undefined>,
): CallPart[] {
  return begun.filter((call) => !kept.has(call)).map(({ index }) => ({ type: 'tool-call-retracted', index }));
}

/** Watches for the arguments of a call in an object, or takes all of the object for them if a function's name precedes it. */
function watchArguments(
  functionName: string | undefined,
  onCall: (call: NonNullable<OpenObject['call']>) => void,
): Watch {
  let outer: Members = [];
  return (path, before) => {
    if (functionName !== undefined) {
      onCall({ name: functionName });
      return true;
    }
    const [first, second = first] = path;
    if (path.length === 1 && first === 'function') outer = before;
    const isField = path.length === (first === 'function' ? 2 : 1);
    if (!isField || !argumentKeys.includes(second!)) return false;
    const fields = Object.fromEntries([...outer, ...before]);
    const [name, id] = [nameOf(fields), idOf(fields)];
    if (name === undefined) return false;
    onCall({ name, ...(id !== undefined && { id }) });
    return true;
  };
}
