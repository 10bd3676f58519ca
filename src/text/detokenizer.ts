// Decodes token ids to text one token at a time. A character that several tokens spell is held back until its last byte.

import type { Tokenizer } from './tokenizer.ts';

export class Detokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #skipSpecialTokens: boolean;
  readonly #decoder: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #missingBytes = 0;

  constructor(tokenizer: Tokenizer, { skipSpecialTokens = true }: { skipSpecialTokens?: boolean } = {}) {
    this.#tokenizer = tokenizer;
    this.#skipSpecialTokens = skipSpecialTokens;
  }

  /** Returns the text that this token completes; '' within a character or for a special token. */
  push(id: number): string {
    if (this.#skipSpecialTokens && this.#tokenizer.addedTokens.get(id)?.special) return '';
    const bytes = this.#tokenizer.bytesOf(id);
    for (const byte of bytes) {
      const continues = (byte & 0xc0) === 0x80 && this.#missingBytes > 0;
      this.#missingBytes = continues ? this.#missingBytes - 1 : continuationBytes(byte);
    }
    return this.#decoder.decode(bytes, { stream: true });
  }

  /** Whether the last token ended inside a character. */
  get midCharacter(): boolean {
    return this.#missingBytes > 0;
  }

  /** Ends the text: an incomplete character becomes U+FFFD. The next `push` starts a new text. */
  flush(): string {
    this.#missingBytes = 0;
    return this.#decoder.decode();
  }
}

/** How many bytes follow this first byte of a UTF-8 character. */
function continuationBytes(lead: number): number {
  if (lead >= 0xf0 && lead <= 0xf4) return 3;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  return 0;
}
