// Token ids of a text that comes in pieces: the same ids as of the text in one piece, however it is cut.

import { isSafeCut } from './safe-cuts.ts';

export interface IncrementalEncoding {
  /** The ids of a whole text. */
  encode: (text: string) => number[];
  /** Whether the text may be cut at all; if not, all of it is kept until its end. */
  hasSafeCuts: boolean;
  /** Begins the ids, if they do not begin with it. */
  bosId: number | undefined;
  /** Strings with an id of their own, which no cut may go through. */
  tokens: readonly string[];
  /** Those of them that take the white space after them away, so that no cut may come behind them. */
  stripping: readonly string[];
}

const MIN_TEXT = 4096;

export class IncrementalEncoder {
  readonly #encoding: IncrementalEncoding;
  /** Behind a cut, this much has to be known to see that it goes through no token. */
  readonly #lookahead: number;
  /** Text that has not been encoded. */
  #text = '';
  /** No cut was found before this place. */
  #searched = 0;
  readonly #minText: number;
  /** How much text has to be there for the next search. */
  #tryAt: number;
  /** Whether there were ids. */
  #begun = false;

  /** Text is encoded when there are `minText` UTF-16 units of it. */
  constructor(encoding: IncrementalEncoding, minText: number = MIN_TEXT) {
    this.#encoding = encoding;
    this.#minText = minText;
    this.#tryAt = minText;
    this.#lookahead = Math.max(1, ...encoding.tokens.map(({ length }) => length));
  }

  /** The ids that are certain with this text; those of its end may come later. */
  push(text: string): number[] {
    this.#text += text;
    if (!this.#encoding.hasSafeCuts || this.#text.length < this.#tryAt) return [];
    const cut = this.#lastCut();
    if (cut === undefined) {
      // Where words are longer than that, looking again at every push would take quadratic time.
      this.#tryAt = 2 * this.#text.length;
      return [];
    }
    return this.#begin(this.#take(cut));
  }

  /** The remaining ids. Pushing may go on with a new text. */
  end(): number[] {
    const ids = this.#begin(this.#take(this.#text.length), true);
    this.#begun = false;
    return ids;
  }

  #take(length: number): number[] {
    const text = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    this.#searched = 0;
    this.#tryAt = this.#minText;
    return text === '' ? [] : this.#encoding.encode(text);
  }

  #begin(ids: number[], isEnd = false): number[] {
    const { bosId } = this.#encoding;
    if (this.#begun || bosId === undefined || (ids.length === 0 && !isEnd)) return ids;
    this.#begun = true;
    return ids[0] === bosId ? ids : [bosId, ...ids];
  }

  #lastCut(): number | undefined {
    const last = this.#text.length - this.#lookahead;
    for (let at = last; at > this.#searched; at--) {
      if (isSafeCut(this.#text, at) && !this.#goesThroughToken(at)) return at;
    }
    this.#searched = Math.max(this.#searched, last);
    return undefined;
  }

  #goesThroughToken(at: number): boolean {
    const { tokens, stripping } = this.#encoding;
    const text = this.#text;
    return (
      stripping.some((token) => text.endsWith(token, at)) ||
      tokens.some((token) => {
        const first = text.indexOf(token, Math.max(0, at - token.length + 1));
        return first !== -1 && first < at;
      })
    );
  }
}
