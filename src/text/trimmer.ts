// Removes white space at the ends of a text that arrives in pieces.

export class Trimmer {
  #trimsStart: boolean;
  /** White space that may be the end of the text. */
  #held = '';

  constructor(trimsStart: boolean) {
    this.#trimsStart = trimsStart;
  }

  /** Returns what of the text so far is certain and has not been returned. */
  push(text: string): string {
    let all = this.#held + text;
    if (this.#trimsStart) all = all.trimStart();
    if (all !== '') this.#trimsStart = false;
    const certain = all.trimEnd();
    this.#held = all.slice(certain.length);
    return certain;
  }

  /** Returns the rest of the text, without white space at its end if `trimsEnd`. Then the text may go on. */
  flush(trimsEnd = false): string {
    const rest = trimsEnd ? '' : this.#held;
    this.#held = '';
    this.#trimsStart = false;
    return rest;
  }
}
