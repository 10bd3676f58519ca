// Stores the ids of an answer while it is generated. Only one write runs at a time; the next one has all ids so far.

/** Stores all ids of the answer so far. */
export type StoreIds = (ids: readonly number[]) => Promise<void>;

export class AnswerJournal {
  readonly #ids: number[];
  readonly #onFailure: (error: unknown) => void;
  #storing: Promise<void>;
  #waiting = false;
  #store: StoreIds | undefined;

  /** `beginning` has stored `written` when it resolves with the function that stores ids. The first failure is reported and ends the journal. */
  constructor(beginning: Promise<StoreIds>, written: readonly number[], onFailure: (error: unknown) => void) {
    this.#ids = [...written];
    this.#onFailure = onFailure;
    this.#storing = beginning.then(
      (store) => {
        this.#store = store;
      },
      (error) => this.#fail(error),
    );
  }

  /** Adds ids to those added before. */
  add(ids: readonly number[]): void {
    this.#ids.push(...ids);
    if (this.#waiting) return;
    this.#waiting = true;
    this.#storing = this.#storing.then(async () => {
      this.#waiting = false;
      await this.#store?.(this.#ids).catch((error: unknown) => this.#fail(error));
    });
  }

  /** Resolves when all is stored. Never rejects. */
  settled(): Promise<void> {
    return this.#storing;
  }

  #fail(error: unknown): void {
    this.#store = undefined;
    this.#onFailure(error);
  }
}
