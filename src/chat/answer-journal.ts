// Stores the ids of an answer while it is generated. Only one write runs at a time; the next one has all ids since.

/** Stores more ids of the answer. */
export type StoreIds = (ids: readonly number[]) => Promise<void>;

export class AnswerJournal {
  /** Ids that are not stored. */
  readonly #ids: number[] = [];
  readonly #onFailure: (error: unknown) => void;
  #storing: Promise<void>;
  #waiting = false;
  #store: StoreIds | undefined;

  /** `beginning` resolves with the function that stores ids. The first failure is reported and ends the journal. */
  constructor(beginning: Promise<StoreIds>, onFailure: (error: unknown) => void) {
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
      await this.#store?.(this.#ids.splice(0)).catch((error: unknown) => this.#fail(error));
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
