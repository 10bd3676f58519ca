// Encodes a prompt whose pieces arrive one by one. The ids are those of the whole prompt, wherever its texts are cut.

import type { IncrementalEncoder } from './incremental-encoder.ts';
import type { PromptPiece, StructuralToken } from './structure.ts';
import { Trimmer } from './trimmer.ts';

export interface PromptEncoding {
  /** For the text between two added tokens; without a BOS. */
  encoder: IncrementalEncoder;
  structural: ReadonlyMap<number, StructuralToken>;
  /** Prepended to the ids, unless they begin with it. */
  bosId: number | undefined;
}

export class PromptEncoder {
  readonly #encoding: PromptEncoding;
  /** For the text since the last added token. */
  #trimmer = new Trimmer(false);
  #begun = false;

  constructor(encoding: PromptEncoding) {
    this.#encoding = encoding;
  }

  /** Adds a piece and returns the ids that are certain now. Those of its end may follow later. */
  push(piece: PromptPiece): number[] {
    const { encoder, structural } = this.#encoding;
    if (typeof piece === 'string') return this.#begin(encoder.push(this.#trimmer.push(piece)));
    const token = structural.get(piece);
    const ids = [...this.#endText(token?.lstrip), piece];
    this.#trimmer = new Trimmer(token?.rstrip ?? false);
    return this.#begin(ids);
  }

  /** Returns the remaining ids. */
  end(): number[] {
    return this.#begin(this.#endText(), true);
  }

  #endText(trimsEnd?: boolean): number[] {
    const { encoder } = this.#encoding;
    const rest = encoder.push(this.#trimmer.flush(trimsEnd));
    return [...rest, ...encoder.end()];
  }

  #begin(ids: number[], isEnd = false): number[] {
    const { bosId } = this.#encoding;
    if (this.#begun || bosId === undefined || (ids.length === 0 && !isEnd)) return ids;
    this.#begun = true;
    return ids[0] === bosId ? ids : [bosId, ...ids];
  }
}
