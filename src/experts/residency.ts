// Which experts have a page of an arena, and which one gives its page up when another needs it.

/** An expert, counted through all layers: layer · experts of a layer + expert. */
export type ExpertKey = number;

export class Residency {
  /** Pages in all. */
  readonly slots: number;
  readonly #slotOf = new Map<ExpertKey, number>();
  readonly #pinned = new Set<ExpertKey>();
  /** Pages that hold nothing, the next to be used last. */
  readonly #free: number[];

  constructor(slots: number) {
    this.slots = slots;
    this.#free = Array.from({ length: slots }, (_, i) => slots - 1 - i);
  }

  /** Pages without an expert. */
  get free(): number {
    return this.#free.length;
  }

  /** Pages that experts may take turns in: all but those pinned for good. */
  get shared(): number {
    return this.slots - this.#pinned.size;
  }

  /** Experts with a page. */
  get size(): number {
    return this.#slotOf.size;
  }

  has(key: ExpertKey): boolean {
    return this.#slotOf.has(key);
  }

  /** The page of an expert that is resident. */
  slot(key: ExpertKey): number | undefined {
    return this.#slotOf.get(key);
  }

  /** Never takes this expert's page away. */
  pin(key: ExpertKey): void {
    this.#pinned.add(key);
  }

  /**
   * Gives an expert a page: its own, a free one, or that of the expert picked longest ago which is neither pinned nor kept.
   * Returns undefined when all are.
   */
  claim(
    key: ExpertKey,
    lastUse: (key: ExpertKey) => number,
    keep: (key: ExpertKey) => boolean,
  ): { slot: number; evicted?: ExpertKey } | undefined {
    const own = this.#slotOf.get(key);
    if (own !== undefined) return { slot: own };
    const free = this.#free.pop();
    if (free !== undefined) {
      this.#slotOf.set(key, free);
      return { slot: free };
    }
    let evicted: ExpertKey | undefined;
    let oldest = Number.POSITIVE_INFINITY;
    for (const candidate of this.#slotOf.keys()) {
      const use = lastUse(candidate);
      if (use >= oldest || this.#pinned.has(candidate) || keep(candidate)) continue;
      evicted = candidate;
      oldest = use;
    }
    if (evicted === undefined) return undefined;
    const slot = this.#slotOf.get(evicted)!;
    this.#slotOf.delete(evicted);
    this.#slotOf.set(key, slot);
    return { slot, evicted };
  }
}
