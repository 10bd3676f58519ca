// Encodes a text that arrives in pieces. The ids are those of the whole text, wherever the pieces are cut.

import { isSafeCut } from './safe-cuts.ts';

export interface IncrementalEncoding {
  /** The ids of a whole text. */
  encode: (text: string) => number[];
  /** Whether the text may be cut at all. If not, all of it is kept until the end. */
  hasSafeCuts: boolean;
  /** Prepended to the ids, unless they begin with it. */
  bosId: number | undefined;
  /** Strings with an id of their own, which must not be cut. */
  tokens: readonly string[];
  /** Those tokens that remove the white space after them. No cut may directly follow them. */
  stripping: readonly string[];
}

const MIN_TEXT = 4096;

export class IncrementalEncoder {
  readonly #encoding: IncrementalEncoding;
  /** How much text must follow a cut to tell that it splits no token. */
  readonly #lookahead: number;
  /** Text that has not been encoded. */
  #text = '';
  /** There is no cut up to this offset. */
  #searched = 0;
  readonly #minText: number;
  /** Text length at which to search next. */
  #tryAt: number;
  /** Whether ids of this text have been returned. */
  #begun = false;

  /** Encodes text once there are `minText` UTF-16 units of it. */
  constructor(encoding: IncrementalEncoding, minText: number = MIN_TEXT) {
    this.#encoding = encoding;
    this.#minText = minText;
    this.#tryAt = minText;
    this.#lookahead = Math.max(1, ...encoding.tokens.map(({ length }) => length));
  }

  /** Adds text and returns the ids that are now certain. Those of its end may follow later. */
  push(text: string): number[] {
    this.#text += text;
    if (!this.#encoding.hasSafeCuts || this.#text.length < this.#tryAt) return [];
    const cut = this.#lastCut();
    if (cut === undefined) {
      // In texts with very long words, searching again at every push would take quadratic time.
      this.#tryAt = 2 * this.#text.length;
      return [];
    }
    return this.#begin(this.#take(cut));
  }

  /** Returns the remaining ids. The next push starts a new text. */
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
      if (isSafeCut(this.#text, at) && !this.#splitsToken(at)) return at;
    }
    this.#searched = Math.max(this.#searched, last);
    return undefined;
  }

  #splitsToken(at: number): boolean {
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
