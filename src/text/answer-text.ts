// The part of an answer that is not classified yet: its text, the tags in it, and the tokens that spell it.

import type { Span } from './call-block.ts';
import { Detokenizer } from './detokenizer.ts';
import type { Tag } from './tags.ts';
import { TokenEnds } from './token-ends.ts';
import type { Tokenizer } from './tokenizer.ts';

export class AnswerText {
  readonly #tokenizer: Tokenizer;
  readonly #detokenizer: Detokenizer;
  readonly #tokenEnds: TokenEnds = new TokenEnds();
  /** Tags that are one added token. The others are spelled by ordinary tokens and searched for in the text. */
  readonly #tagOfToken: Map<number, Tag> = new Map();
  readonly #spelled: Set<Tag>;
  #text = '';
  /** Offset of `#text` in the whole answer. */
  #offset = 0;
  /** Tags that are tokens, with their offset in the whole answer, which is at least `#offset`. */
  #tags: { tag: Tag; start: number }[] = [];

  /** `tags` are those that are searched for. */
  constructor(tokenizer: Tokenizer, tags: readonly Tag[]) {
    this.#tokenizer = tokenizer;
    this.#detokenizer = new Detokenizer(tokenizer);
    this.#spelled = new Set(tags);
    for (const tag of tags) {
      const id = tokenizer.idOf(tag);
      if (id === undefined || !tokenizer.addedTokens.has(id)) continue;
      this.#tagOfToken.set(id, tag);
      this.#spelled.delete(tag);
    }
  }

  /**
   * Adds a token. A tag counts as text; other special tokens only with `keepSpecial`. An incomplete character is held back
   * until its last byte.
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

  /** Whether ordinary tokens spell a tag, instead of one added token. */
  isSpelled(tag: Tag): boolean {
    return this.#spelled.has(tag);
  }

  /** The first occurrence of a tag at or after an offset. */
  find(tag: Tag, from = 0): Span | undefined {
    const start = this.#spelled.has(tag)
      ? this.#text.indexOf(tag, from)
      : (this.#tags.find((each) => each.tag === tag && each.start >= this.#offset + from)?.start ?? -1) -
        this.#offset;
    return start < 0 ? undefined : { start, end: start + tag.length };
  }

  /** Removes and returns the first `length` characters. */
  take(length: number): string {
    const taken = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    this.#offset += taken.length;
    this.#tags = this.#tags.filter(({ start }) => start >= this.#offset);
    return taken;
  }

  /** Declares that `cut` will not reach back into the characters taken so far. */
  keepTaken(): void {
    this.#tokenEnds.keep(this.#offset);
  }

  /** Drops the remaining text. Returns how many tokens lie wholly before it, and the text between them and the cut. */
  cut(): { keptTokens: number; remainder: string } {
    this.#text = '';
    this.#tags = [];
    return this.#tokenEnds.cut(this.#offset);
  }
}
