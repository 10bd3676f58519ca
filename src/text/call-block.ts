// Finds the end of a block of tool calls while it is still being generated. A closing tag inside a string of a call belongs
// to that string and does not end the block.

import { FUNCTION_CALL_CLOSE, type Tag } from './tags.ts';
import { openStringAtEnd } from './tool-calls.ts';

/** A piece of the text after the block's opening tag. */
export interface Span {
  start: number;
  end: number;
}

/** Finds a tag at or after an offset. */
export type FindTag = (tag: Tag, from: number) => Span | undefined;

const FENCE = '```';

export class CallBlock {
  readonly #close: Tag | undefined;
  readonly #openString: typeof openStringAtEnd;
  /** Where the search continues. */
  #from = 0;
  /** A closing tag in an unfinished string. If the string never ends, the tag closes the block. */
  #doubtful: { tag: Span; closer: string } | undefined;

  /**
   * `close` is the tag that ends the block; without one, the end of the answer does. `hasStrings`: it holds JSON, whose
   * strings may contain the tag.
   */
  constructor(close: Tag | undefined, hasStrings = true) {
    this.#close = close;
    this.#openString = hasStrings ? openStringAtEnd : () => undefined;
  }

  /**
   * The closing tag of a block, given the text so far after its opening tag. Undefined while there is none or it cannot be
   * decided. `text` must start with the `text` of the previous call.
   */
  end(text: string, findTag: FindTag, atEnd: boolean): Span | undefined {
    for (;;) {
      if (this.#doubtful === undefined) {
        const tag = this.#nextClosing(text, findTag, atEnd);
        if (tag === undefined) return undefined;
        const string = this.#openString(text.slice(0, tag.start));
        // A string with a line break before the closing tag was never closed.
        if (string === undefined || text.slice(string.start, tag.start).includes('\n')) return tag;
        this.#doubtful = { tag, closer: string.closer };
        this.#from = tag.end;
      }
      const { tag, closer } = this.#doubtful;
      const ended = this.#endOfString(text, closer);
      if (ended === undefined) return atEnd ? tag : undefined;
      if (!ended) return tag;
      this.#doubtful = undefined;
    }
  }

  #nextClosing(text: string, findTag: FindTag, atEnd: boolean): Span | undefined {
    if (this.#close === undefined) return undefined;
    const tag = findTag(this.#close, this.#from);
    const fence = this.#close === FUNCTION_CALL_CLOSE ? closingFence(text, this.#from) : undefined;
    if (fence === undefined || (tag && tag.start < fence.start)) {
      // The text may end with the beginning of a fence or a spelled tag.
      this.#from = Math.max(this.#from, text.length - this.#close.length + 1);
      return tag;
    }
    // The closing tag may follow the fence.
    const after = text.slice(fence.end).trimStart();
    if (tag && tag.start === text.length - after.length) return { start: fence.start, end: tag.end };
    return !atEnd && this.#close.startsWith(after) ? undefined : fence;
  }

  /**
   * Whether the string around a doubtful tag ends like a JSON string: on the same line, and before a comma, a colon or a
   * bracket. Undefined while that is undecided; otherwise sets `#from` to the end of the string.
   */
  #endOfString(text: string, closer: string): boolean | undefined {
    for (let at = this.#from; ; ) {
      const char = text[at];
      if (char === '\n') return false;
      if (char === undefined || (char === '\\' && at + 1 === text.length)) {
        this.#from = at;
        return undefined;
      }
      if (text.startsWith(closer, at)) {
        const next = text.slice(at + closer.length).trimStart()[0];
        this.#from = next === undefined ? at : at + closer.length;
        return next === undefined ? undefined : ',:]}'.includes(next);
      }
      at += char === '\\' ? 2 : 1;
    }
  }
}

/** The first code fence, except for one that opens the block. */
function closingFence(text: string, from: number): Span | undefined {
  const opening = /^\s*```[^\n]*/.exec(text)?.[0].length ?? 0;
  const start = text.indexOf(FENCE, Math.max(from, opening));
  return start < 0 ? undefined : { start, end: start + FENCE.length };
}
