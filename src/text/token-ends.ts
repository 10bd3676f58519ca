// Maps a cut in the text back to the tokens that spell it.

export class TokenEnds {
  /** End offsets of the tokens that may still be cut off. */
  #ends: number[] = [];
  #keptTokens = 0;
  #keptEnd = 0;
  /** The text after the kept tokens. */
  #text = '';

  /** Adds a token and the text it completed. */
  push(text: string, midCharacter: boolean): void {
    this.#text += text;
    const end = this.#keptEnd + this.#text.length;
    // The token reaches into the unfinished character, which is at least one unit long.
    this.#ends.push(midCharacter ? end + 1 : end);
  }

  /** Declares that no cut will lie before `offset`, and forgets the ends of tokens up to there. */
  keep(offset: number): void {
    let tokens = 0;
    while (tokens < this.#ends.length && this.#ends[tokens]! <= offset) tokens++;
    if (tokens === 0) return;
    const end = this.#ends[tokens - 1]!;
    this.#ends.splice(0, tokens);
    this.#keptTokens += tokens;
    this.#text = this.#text.slice(end - this.#keptEnd);
    this.#keptEnd = end;
  }

  /** How many tokens lie wholly before `offset`, and the text between the last of them and `offset`. */
  cut(offset: number): { keptTokens: number; remainder: string } {
    this.keep(offset);
    return { keptTokens: this.#keptTokens, remainder: this.#text.slice(0, offset - this.#keptEnd) };
  }
}
