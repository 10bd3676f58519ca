// Remembers how many states each sub-schema took, to name the largest when there are too many.

import type { PocketM1Error } from '../../errors.ts';
import { MAX_STATES } from './automaton.ts';
import { Nfa, TooManyStates } from './nfa.ts';
import { compilePiece, embedded, type Piece } from './pieces.ts';
import { schemaError } from './schema-keywords.ts';

/** Constructions with more states than this may have too many when they are determinised. */
const LARGE = 30_000;

export class SizeRecord {
  /** By JSON pointer. */
  readonly #states = new Map<string, number>();
  /** The sub-schema that exceeded the limit by itself. */
  #exceeded: string | undefined;

  /** The piece, which records its states when it is written. */
  recorded(piece: Piece, path: string): Piece {
    return (nfa, from, to) => {
      const before = nfa.states;
      try {
        piece(nfa, from, to);
      } finally {
        this.#states.set(path, Math.max(this.#states.get(path) ?? 0, nfa.states - before));
      }
    };
  }

  during<T>(path: string, make: () => T): T {
    try {
      return make();
    } catch (error) {
      if (error instanceof TooManyStates) this.#exceeded ??= path;
      throw error;
    }
  }

  /** The piece, or its minimal automaton if it is large. @throws The error that names the largest sub-schema. */
  checked(piece: Piece): Piece {
    try {
      const nfa = new Nfa();
      piece(nfa, nfa.state(), nfa.state());
      return nfa.states > LARGE ? embedded(compilePiece(piece)) : piece;
    } catch (error) {
      throw error instanceof TooManyStates ? this.error() : error;
    }
  }

  /** The error for too many states. */
  error(): PocketM1Error {
    return schemaError(
      this.#exceeded ?? this.#largest(),
      `needs more than ${MAX_STATES.toLocaleString('en')} states: use smaller limits of lengths and of items, or less nesting`,
    );
  }

  /** The smallest sub-schema that takes more than half of the states of what contains it. */
  #largest(): string {
    const sizes = [...this.#states].sort(([a], [b]) => a.length - b.length);
    let [largest, size] = sizes[0] ?? ['', 0];
    for (const [path, states] of sizes) {
      if (path.startsWith(`${largest}/`) && 2 * states > size) [largest, size] = [path, states];
    }
    return largest;
  }
}
