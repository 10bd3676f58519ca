// Where tokens end in the text they spell, so that a cut in the text can be carried back to the tokens.

export class TokenEnds {
  /** Of the tokens that may still be cut off. */
  #ends: number[] = [];
  #keptTokens = 0;
  #keptEnd = 0;
  /** The text after the kept tokens. */
  #text = '';

  /** Adds a token and the text it completed. */
  push(text: string, midCharacter: boolean): void {
    this.#text += text;
    const end = this.#keptEnd + this.#text.length;
    // The unfinished character will be at least one unit long, and the token reaches into it.
    this.#ends.push(midCharacter ? end + 1 : end);
  }

  /** Promises that no cut will lie before `offset`: tokens up to there are kept, their ends forgotten. */
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
