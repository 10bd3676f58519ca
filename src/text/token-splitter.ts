// Divides a text that arrives in pieces into the pieces of a prompt. The result is that of the whole text, wherever it is cut.

import type { PromptPiece, Structure } from './structure.ts';
import { Trimmer } from './trimmer.ts';

export interface SplitOptions {
  /** The added tokens that the text may spell. */
  tokens: readonly string[];
  /** Whether white space is removed at its start, and at its end. */
  trimsStart: boolean;
  trimsEnd: boolean;
}

export class TokenSplitter {
  readonly #structure: Structure;
  readonly #tokens: readonly string[];
  readonly #maxLength: number;
  readonly #trimmer: Trimmer;
  readonly #trimsEnd: boolean;
  /** Text that may end in the middle of a token or a surrogate pair. */
  #text = '';

  constructor(structure: Structure, { tokens, trimsStart, trimsEnd }: SplitOptions) {
    this.#structure = structure;
    this.#tokens = tokens;
    this.#maxLength = Math.max(1, ...tokens.map(({ length }) => length));
    this.#trimmer = new Trimmer(trimsStart);
    this.#trimsEnd = trimsEnd;
  }

  /** Returns the pieces that are certain now. Those of the text's end may follow later. */
  push(text: string): PromptPiece[] {
    this.#text += text;
    let cut = this.#text.length - this.#maxLength;
    while (cut > 0 && this.#isInside(cut)) cut -= 1;
    return cut > 0 ? this.#take(cut) : [];
  }

  /** Returns the remaining pieces. */
  end(): PromptPiece[] {
    const pieces = this.#take(this.#text.length);
    const rest = this.#trimmer.flush(this.#trimsEnd);
    return rest === '' ? pieces : [...pieces, rest];
  }

  #take(length: number): PromptPiece[] {
    const text = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    const structure = this.#structure;
    const pieces = this.#tokens.length > 0 ? structure.split(structure.mark(text)) : [text.toWellFormed()];
    return pieces
      .flatMap((piece) =>
        typeof piece === 'number' ? [this.#trimmer.flush(), piece] : [this.#trimmer.push(piece)],
      )
      .filter((piece) => piece !== '');
  }

  /** Whether a token, or a surrogate pair, is before and after this place. */
  #isInside(at: number): boolean {
    const text = this.#text;
    if (isHighSurrogate(text.charCodeAt(at - 1))) return true;
    return this.#tokens.some((token) =>
      text.slice(Math.max(0, at - token.length + 1), at + token.length - 1).includes(token),
    );
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
