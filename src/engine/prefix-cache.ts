// What was read before and need not be read again: a few sequences and their checkpoints, found by the token ids that a new
// prompt shares with them. Knows neither text nor turns, and no step of the GPU.

import type { Sequence } from './sequence.ts';
import { type Checkpoint, sequenceStart } from './sequence-checkpoint.ts';

/** Two checkpoints are this far apart at least, because each takes as much memory as the keys of hundreds of tokens. */
const minTokensApart = 32;
/** Long prompts have a checkpoint at every multiple of this. */
const gridTokens = 4096;

/** What is known of a sequence. */
interface Entry {
  /** When it ran last, by the cache's own clock. */
  usedAt: number;
  /** Where the last prompt ended: what comes after it is an answer, which a conversation may go on without. */
  promptEnd: number;
  /** Whose it is: it is freed when all of them have been released. Empty where nobody releases it. */
  owners: Set<object>;
}

/** Where a prompt can begin. */
interface Place {
  sequence: Sequence;
  /** Tokens that need not be read again. */
  position: number;
  /** Where to go back to; undefined where the sequence stands at `position`. */
  checkpoint: Checkpoint | undefined;
  /** Tokens that prompt and sequence share. */
  shared: number;
}

/** Something that can be freed. */
interface Evictable {
  usedAt: number;
  position: number;
  free(): void;
}

export class PrefixCache {
  readonly #budgetBytes: number;
  readonly #entries = new Map<Sequence, Entry>();
  readonly #checkpointUsedAt = new WeakMap<Checkpoint, number>();
  #clock = 0;
  /** The sequence that was used last. */
  #current: Sequence;

  /** Takes `first` over. `budgetBytes`: GPU memory for checkpoints and for all sequences but the one used last; 0: none. */
  constructor(first: Sequence, budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
    this.#current = first;
    this.#entries.set(first, { usedAt: 0, promptEnd: 0, owners: new Set() });
    first.freeMemory = () => this.clear();
  }

  /** Whether anything is kept. */
  get isOn(): boolean {
    return this.#budgetBytes > 0;
  }

  /** Bytes that count against the budget. */
  get bytes(): number {
    let bytes = 0;
    for (const sequence of this.#entries.keys()) {
      if (sequence !== this.#current) bytes += sequence.bytes;
      for (const checkpoint of sequence.checkpoints) bytes += checkpoint.bytes;
    }
    return bytes;
  }

  /**
   * The sequence that shares most with `prompt`, or a fork of it, with the shared tokens in its state and no others: at most
   * all tokens but the last one, which must be read for its logits. Up to `promptEnd` the prompt is what later ones
   * of the conversation begin with too; after it comes an answer. It becomes one of `owner`'s. Not while one is running.
   */
  async take(
    prompt: readonly number[],
    promptEnd: number = prompt.length,
    owner?: object | undefined,
  ): Promise<Sequence> {
    this.#clock += 1;
    if (!this.isOn) {
      this.#current.rewind(sequenceStart);
      return this.#current;
    }
    const place = this.#find(prompt);
    for (const checkpoint of place.sequence.checkpoints) {
      if (checkpoint.position <= place.position) this.#checkpointUsedAt.set(checkpoint, this.#clock);
    }
    this.#current = await this.#open(place);
    this.#enter(this.#current, promptEnd, owner);
    this.#dropUseless();
    this.#evict();
    // The end of an answer, or the beginning that a fork shares: both are left behind now.
    await this.save();
    return this.#current;
  }

  /**
   * The positions at which a prompt of `promptTokens` tokens has checkpoints, the first one first: those of
   * `worth`, which ascend, and some of a long prompt, but none too near to the one before it.
   */
  positions(promptTokens: number, worth: readonly number[]): number[] {
    if (!this.#hasRoomForCheckpoint()) return [];
    const { tokens } = this.#current;
    const candidates = [...worth];
    for (let at = gridTokens; at < promptTokens; at += gridTokens) candidates.push(at);
    const positions: number[] = [];
    for (const position of candidates.sort((a, b) => a - b)) {
      if (position <= tokens.length || position >= promptTokens) continue;
      if (position - (positions.at(-1) ?? this.#lastCheckpoint()) >= minTokensApart) positions.push(position);
    }
    return positions;
  }

  /**
   * Takes a checkpoint where the current sequence stands, or at a position that was marked in its last chunk, unless one is
   * near or there is no memory.
   */
  async save(position: number = this.#current.tokens.length): Promise<void> {
    if (position - this.#lastCheckpoint() < minTokensApart) return;
    await this.#checkpoint(this.#current, position);
  }

  /** The sequence that shares most with `tokens`, and how many. */
  closest(tokens: readonly number[]): { sequence: Sequence; shared: number } {
    const all = [...this.#entries.keys()].map((sequence) => {
      return { sequence, shared: sharedTokens(sequence.tokens, tokens) };
    });
    return all.reduce((best, other) => (other.shared > best.shared ? other : best));
  }

  /** Makes the sequence that stands within `tokens` `owner`'s as well, and takes a checkpoint at its end for both. */
  async pin(tokens: readonly number[], owner: object): Promise<void> {
    const { sequence, shared } = this.closest(tokens);
    if (shared > 0) this.#entries.get(sequence)!.owners.add(owner);
    const end = sequence.tokens.length;
    if (!sequence.intact || shared < end || end === (sequence.checkpoints.at(-1)?.position ?? 0)) return;
    await this.#checkpoint(sequence);
  }

  /** Takes over a sequence that was made elsewhere, as the one used last. */
  adopt(sequence: Sequence, owner: object): void {
    // A prompt that parts from it before its last checkpoints is likely to be another conversation.
    const promptEnd = sequence.checkpoints.at(-2)?.position ?? sequence.tokens.length;
    this.#clock += 1;
    for (const checkpoint of sequence.checkpoints) this.#checkpointUsedAt.set(checkpoint, this.#clock);
    this.#current = sequence;
    this.#enter(sequence, promptEnd, owner);
    this.#dropUseless();
    this.#evict();
  }

  /** Frees the sequences that are `owner`'s alone. Returns whether another owner has any; if not, all may be destroyed. */
  release(owner: object): boolean {
    const lastFirst = [...this.#entries].sort(([, a], [, b]) => b.usedAt - a.usedAt);
    for (const [, { owners }] of lastFirst) owners.delete(owner);
    const owned = lastFirst.find(([, { owners }]) => owners.size > 0);
    if (!owned) return false;
    if (this.#entries.get(this.#current)!.owners.size === 0) this.#current = owned[0];
    for (const [sequence, { owners }] of lastFirst) if (owners.size === 0) this.#drop(sequence);
    return true;
  }

  #enter(sequence: Sequence, promptEnd: number, owner: object | undefined): void {
    const owners = this.#entries.get(sequence)?.owners ?? new Set();
    if (owner) owners.add(owner);
    this.#entries.set(sequence, { usedAt: this.#clock, promptEnd, owners });
  }

  async #checkpoint(sequence: Sequence, position: number = sequence.tokens.length): Promise<void> {
    if (!this.#hasRoomForCheckpoint()) return;
    try {
      this.#checkpointUsedAt.set(await sequence.checkpoint(position), ++this.#clock);
    } catch {
      // The answer needs no checkpoint. On a lost device its next submit says so.
      this.clear();
    }
    this.#evict();
  }

  /** Frees everything but the current sequence. Returns whether there was anything. */
  clear(): boolean {
    const evictable = this.#evictable();
    for (const { free } of evictable) free();
    return evictable.length > 0;
  }

  /** Frees all sequences. Safe to call again. */
  destroy(): void {
    for (const sequence of this.#entries.keys()) sequence.destroy();
  }

  #find(prompt: readonly number[]): Place {
    let best: Place | undefined;
    for (const sequence of this.#entries.keys()) {
      const shared = sharedTokens(sequence.tokens, prompt);
      const most = Math.min(shared, prompt.length - 1);
      const stands = sequence.intact && sequence.tokens.length <= most;
      const checkpoint = stands
        ? undefined
        : (sequence.checkpoints.findLast(({ position }) => position <= most) ?? sequenceStart);
      const position = checkpoint?.position ?? sequence.tokens.length;
      // Where two share as much, the one that shares more of what it cannot go back to goes on.
      const isBetter =
        !best || position > best.position || (position === best.position && shared > best.shared);
      if (isBetter) best = { sequence, position, checkpoint, shared };
    }
    return best!;
  }

  async #open({ sequence, position, checkpoint, shared }: Place): Promise<Sequence> {
    if (!checkpoint) return sequence;
    if (this.#isBranch(sequence, position, shared)) {
      try {
        return await sequence.fork(checkpoint);
      } catch {
        // Without the memory for both, the other conversation is read again when it goes on.
        this.#current = sequence;
        sequence.rewind(checkpoint);
        this.clear();
        return sequence;
      }
    }
    sequence.rewind(checkpoint);
    return sequence;
  }

  /** Whether a prompt is another conversation than the sequence's, and both can be kept. */
  #isBranch(sequence: Sequence, position: number, shared: number): boolean {
    const { promptEnd } = this.#entries.get(sequence)!;
    if (shared >= Math.min(promptEnd, sequence.tokens.length)) return false;
    const losesCheckpoint = sequence.checkpoints.some((checkpoint) => checkpoint.position > position);
    return (sequence.intact || losesCheckpoint) && sequence.bytes <= this.#budgetBytes;
  }

  /** Sequences that no prompt can go on from. */
  #dropUseless(): void {
    for (const sequence of this.#entries.keys()) {
      const isOfUse = sequence.checkpoints.length > 0 || (sequence.intact && sequence.tokens.length > 0);
      if (sequence !== this.#current && !isOfUse) this.#drop(sequence);
    }
  }

  #evict(): void {
    while (this.bytes > this.#budgetBytes) {
      const [oldest] = this.#evictable();
      if (!oldest) return;
      oldest.free();
    }
  }

  /** The least recently used first; of what one prompt used, the deepest, because the others serve more prompts. */
  #evictable(): Evictable[] {
    const all: Evictable[] = [];
    for (const [sequence, { usedAt }] of this.#entries) {
      for (const checkpoint of sequence.checkpoints) {
        all.push({
          usedAt: this.#checkpointUsedAt.get(checkpoint)!,
          position: checkpoint.position,
          free: () => this.#discard(sequence, checkpoint),
        });
      }
      if (sequence === this.#current) continue;
      all.push({ usedAt, position: -1, free: () => this.#drop(sequence) });
    }
    return all.sort((a, b) => a.usedAt - b.usedAt || b.position - a.position);
  }

  #discard(sequence: Sequence, checkpoint: Checkpoint): void {
    if (!this.#entries.has(sequence)) return;
    sequence.discard(checkpoint);
  }

  #drop(sequence: Sequence): void {
    this.#entries.delete(sequence);
    sequence.destroy();
  }

  #lastCheckpoint(): number {
    return this.#current.checkpoints.at(-1)?.position ?? 0;
  }

  #hasRoomForCheckpoint(): boolean {
    return this.isOn && this.#current.checkpointBytes <= this.#budgetBytes;
  }
}

/** How many ids two lists begin with in common. */
export function sharedTokens(a: readonly number[], b: readonly number[]): number {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a[shared] === b[shared]) shared += 1;
  return shared;
}
