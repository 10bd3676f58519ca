// The text of an answer whose meaning is open still, the tags in it, and the tokens that spell it.

import type { Span } from './call-block.ts';
import { Detokenizer } from './detokenizer.ts';
import { TAGS, type Tag } from './tags.ts';
import { TokenEnds } from './token-ends.ts';
import type { Tokenizer } from './tokenizer.ts';

export class AnswerText {
  readonly #tokenizer: Tokenizer;
  readonly #detokenizer: Detokenizer;
  readonly #tokenEnds: TokenEnds = new TokenEnds();
  /** Tags that are one added token. The others are spelled, and found in the text. */
  readonly #tagOfToken: Map<number, Tag> = new Map();
  readonly #spelled = new Set<Tag>(TAGS);
  #text = '';
  /** Where `#text` begins in the whole answer. */
  #offset = 0;
  /** Tags that are tokens, and where in the whole answer they begin: not before `#offset`. */
  #tags: { tag: Tag; start: number }[] = [];

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
    this.#detokenizer = new Detokenizer(tokenizer);
    for (const tag of TAGS) {
      const id = tokenizer.idOf(tag);
      if (id === undefined || !tokenizer.addedTokens.has(id)) continue;
      this.#tagOfToken.set(id, tag);
      this.#spelled.delete(tag);
    }
  }

  /**
   * Adds a token. A tag is text, too; other special tokens are only where `keepSpecial` says so. Half a character is nothing
   * until the rest of it is there.
   */
  push(id: number, keepSpecial: boolean): void {
    const tag = this.#tagOfToken.get(id);
    const added = this.#tokenizer.addedTokens.get(id);
    const written = tag ?? (keepSpecial && added?.special ? added.content : undefined);
    const before = written === undefined ? this.#detokenizer.push(id) : this.#detokenizer.flush();
    this.#text += before;
    if (tag !== undefined) this.#tags.push({ tag, start: this.#offset + this.#text.length });
    this.#text += written ?? '';
    this.#tokenEnds.push(before + (written ?? ''), this.#detokenizer.midCharacter);
  }

  get text(): string {
    return this.#text;
  }

  /** Whether a tag is spelled, rather than a token. */
  isSpelled(tag: Tag): boolean {
    return this.#spelled.has(tag);
  }

  /** The first such tag at or after an offset. */
  find(tag: Tag, from = 0): Span | undefined {
    const start = this.#spelled.has(tag)
      ? this.#text.indexOf(tag, from)
      : (this.#tags.find((each) => each.tag === tag && each.start >= this.#offset + from)?.start ?? -1) -
        this.#offset;
    return start < 0 ? undefined : { start, end: start + tag.length };
  }

  /** Takes characters away whose meaning is known. */
  take(length: number): string {
    const taken = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    this.#offset += taken.length;
    this.#tags = this.#tags.filter(({ start }) => start >= this.#offset);
    return taken;
  }

  /** Promises that no cut will lie before what is left. */
  keepTaken(): void {
    this.#tokenEnds.keep(this.#offset);
  }

  /** Ends the answer where the text that is left begins: how many tokens lie before, and what they do not spell. */
  cut(): { keptTokens: number; remainder: string } {
    this.#text = '';
    this.#tags = [];
    return this.#tokenEnds.cut(this.#offset);
  }
}
