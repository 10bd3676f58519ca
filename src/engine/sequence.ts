// Everything that belongs to one conversation on the GPU: its state, the tokens whose effect is in it, and the dispatches
// bound to it. Knows steps and chunks, not requests. One sequence runs at a time.

import type { ExpertTraffic } from '../contract/generate.ts';
import { assert } from '../errors.ts';
import type { Dispatch } from '../gpu/commands.ts';
import { controlWord, controlWords, halt, maxMarks } from '../kernels/control.ts';
import type { Programs } from '../model/forward.ts';
import type { SequenceState } from '../model/state.ts';
import type { Executor, Submitted } from './executor.ts';
import type { ExpertPager, PagedRun } from './expert-pager.ts';
import type { Status } from './readback.ts';
import type { Sampling } from './sampling.ts';
import { type Checkpoint, sequenceStart } from './sequence-checkpoint.ts';
import { noTraffic } from './traffic.ts';

export interface RunOptions {
  sampling: Sampling;
  /** Sampling one of these ends the run. */
  stopIds: readonly number[];
  /** How many tokens may be sampled. */
  limit: number;
  /** How many of them are at the end of the prompt already. Default 0. */
  sampled?: number | undefined;
  /** What the run costs in experts is added to this, as it happens. */
  traffic?: ExpertTraffic | undefined;
  /** Whether the run goes on after the tokens that are in the state. Default false: it clears the state. */
  keepTokens?: boolean | undefined;
}

export interface PrefillOptions {
  /** Whether to choose the token after the chunk's last one. Default false. */
  sample?: boolean | undefined;
  /**
   * Numbers of tokens from the chunk's start after which the lightning states are kept for `checkpoint`: at most `maxMarks`,
   * ascending. Default none.
   */
  marks?: readonly number[] | undefined;
  signal?: AbortSignal | undefined;
}

/** What came of a chunk of a prompt. */
export interface Prefilled {
  status: Status;
  /** Milliseconds of the longest of its submits: more than one where experts were absent. */
  longestSubmitMs: number;
}

export class Sequence {
  readonly executor: Executor;
  readonly state: SequenceState;
  /** The tokens whose effect is in the state, if that is intact; their number is the next one's position. */
  readonly tokens: number[] = [];
  /** Called when the GPU has no memory for more tokens: frees some, and says whether it did. */
  freeMemory: () => boolean = () => false;
  readonly #pager: ExpertPager;
  /** The first one first. */
  readonly #checkpoints: Checkpoint[] = [];
  #intact = true;
  #programs: Programs;
  #step: readonly Dispatch[];
  /** Positions whose states are kept beside that of the last chunk. */
  #marked: readonly number[] = [];
  #run: PagedRun = { clock: 1, traffic: noTraffic() };
  /** How many of the tokens sampled in this run are in the state. */
  #sampledInState = 0;
  /** Room that is being made. */
  #growing: Promise<void> | undefined;

  constructor(executor: Executor, pager: ExpertPager, state: SequenceState = executor.forward.createState()) {
    this.executor = executor;
    this.#pager = pager;
    this.state = state;
    this.#programs = executor.forward.programs(this.state);
    this.#step = this.#wholeStep();
  }

  /** Most tokens. */
  get contextLength(): number {
    return this.executor.forward.contextLength;
  }

  /** The forward pass bound to this state, up to the head. Growing the state replaces it. */
  get programs(): Programs {
    return this.#programs;
  }

  /** Bytes of GPU memory, checkpoints not included. */
  get bytes(): number {
    return this.state.bytes;
  }

  /** Bytes of one checkpoint. */
  get checkpointBytes(): number {
    return this.state.lightningBytes;
  }

  /** The first one first, each before or at the last token. */
  get checkpoints(): readonly Checkpoint[] {
    return this.#checkpoints;
  }

  /**
   * Whether the state is that of `tokens`. A run that fails or is aborted may stop in the middle of a step; then the state
   * matches no list of tokens, until the sequence goes back to a checkpoint.
   */
  get intact(): boolean {
    return this.#intact;
  }

  /** Starts a run: sets how its tokens are sampled, and when it ends. */
  begin(options: RunOptions): void {
    const { sampling, stopIds, limit, sampled = 0, traffic = noTraffic(), keepTokens = false } = options;
    if (!keepTokens) this.rewind(sequenceStart);
    assert(this.#intact, 'a run was to go on from a broken state');
    this.executor.sampler.begin(sampling, stopIds, this.tokens);
    this.#sampledInState = sampled;
    this.#run = { clock: this.#pager.startClock(), traffic };
    const words = new Uint32Array(controlWords);
    words[controlWord.tokens] = 1;
    words[controlWord.clock] = this.#run.clock;
    words[controlWord.generated] = sampled;
    words[controlWord.limit] = limit;
    this.executor.writeControl(0, words);
  }

  /**
   * Reads one chunk of a prompt, faults included. Chunks hold at most `forward.chunkTokens` tokens.
   */
  async prefill(ids: Uint32Array<ArrayBuffer>, options: PrefillOptions = {}): Promise<Prefilled> {
    const { sample = false, marks = [], signal } = options;
    const position = this.tokens.length;
    this.ensureCapacity(position + ids.length);
    await this.#growing;
    this.executor.writeIds(ids);
    this.executor.writeControl(controlWord.position, new Uint32Array([position, ids.length]));
    this.executor.writeControl(
      controlWord.marks,
      Uint32Array.from({ length: maxMarks }, (_, i) => marks[i] ?? 0),
    );
    this.#marked = marks.map((tokens) => position + tokens);
    const { forward, sampler } = this.executor;
    const { prefill } = this.#programs;
    const end = sample ? [sampler.markSeen, forward.head, sampler.sample] : [sampler.markSeen];
    const dispatches = [...prefill.dispatches, ...end];
    let from = 0;
    let longestSubmitMs = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { status, ms } = await this.#submit(dispatches, 1, ids.length, from);
      longestSubmitMs = Math.max(longestSubmitMs, ms);
      if (status.halt !== halt.fault) {
        for (const id of ids) this.tokens.push(id);
        return { status, longestSubmitMs };
      }
      const served = await this.#pager.serveChunk(status, prefill, ids.length, this.#run, signal);
      longestSubmitMs = Math.max(longestSubmitMs, served.longestSubmitMs);
      from = served.resumeAt;
    }
  }

  /**
   * Makes room for `tokens` tokens. The steps and chunks that come next wait for it, and reject with `out-of-memory` when
   * the GPU has none.
   */
  ensureCapacity(tokens: number): void {
    this.#pager.reserve(this.#run.clock, tokens);
    if (tokens <= this.state.capacity) return;
    const growing = this.#grow(tokens, this.#growing).finally(() => {
      if (this.#growing === growing) this.#growing = undefined;
    });
    this.#growing = growing;
  }

  /**
   * Submits `count` decoding steps. After a served fault, `resumeAt` names its layer: the first step then starts at that
   * layer's router.
   */
  async decode(count: number, resumeAt?: number): Promise<Status> {
    if (this.#growing) await this.#growing;
    const from = resumeAt === undefined ? 0 : this.#programs.decode.routers[resumeAt]!;
    const { status } = await this.#submit(this.#step, count, 1, from);
    // Each step adds the token that was sampled before it.
    const { generated, ring } = status;
    for (; this.#sampledInState < generated - 1; this.#sampledInState++) {
      this.tokens.push(ring[this.#sampledInState % ring.length]!);
    }
    return status;
  }

  /** Serves the fault of a decoding step; the step is then submitted again from that layer on. */
  async serveFault(fault: Status, signal?: AbortSignal): Promise<void> {
    await this.#pager.serve(fault, this.#run, signal);
  }

  /**
   * Copies the lightning states as they are after `tokens`, or as they were at a position that was marked in the last
   * chunk. Checkpoints are made in the order of their positions. Not while a submit is under way.
   * @throws PocketM1Error `out-of-memory`; the sequence is as it was then.
   */
  async checkpoint(position: number = this.tokens.length): Promise<Checkpoint> {
    assert(this.#intact, 'a broken state was to be copied');
    const states = await this.state.copyLightning(
      position === this.tokens.length ? undefined : this.#keptAt(position),
    );
    const checkpoint = { position, bytes: this.checkpointBytes, states };
    this.#checkpoints.push(checkpoint);
    return checkpoint;
  }

  /** Goes back to a checkpoint, or to `sequenceStart`. Destroys later checkpoints, whose keys and values new tokens overwrite. */
  rewind(to: Checkpoint): void {
    for (const later of this.#checkpoints.filter(({ position }) => position > to.position))
      this.discard(later);
    if (to.position === 0) this.state.reset();
    else this.state.restoreLightning(to.states);
    this.tokens.length = to.position;
    this.#marked = [];
    this.#intact = true;
  }

  /**
   * Another sequence with the tokens up to one of the checkpoints, or without any; this one stays as it is.
   * @throws PocketM1Error `out-of-memory`.
   */
  async fork({ position, states }: Checkpoint): Promise<Sequence> {
    return this.#withState(await this.state.fork(position, states), this.tokens.slice(0, position));
  }

  /** Another sequence, which takes over a state and checkpoints of its tokens; it is in the last checkpoint. */
  resumed(state: SequenceState, tokens: Iterable<number>, checkpoints: readonly Checkpoint[]): Sequence {
    const sequence = this.#withState(state, tokens);
    sequence.#checkpoints.push(...checkpoints);
    sequence.rewind(checkpoints.at(-1)!);
    return sequence;
  }

  /** Frees a checkpoint. */
  discard(checkpoint: Checkpoint): void {
    const index = this.#checkpoints.indexOf(checkpoint);
    assert(index !== -1, 'a checkpoint was freed twice');
    this.#checkpoints.splice(index, 1);
    for (const buffer of checkpoint.states) buffer.destroy();
  }

  /** Frees state and checkpoints. Safe to call again. */
  destroy(): void {
    for (const checkpoint of [...this.#checkpoints]) this.discard(checkpoint);
    this.state.destroy();
  }

  #withState(state: SequenceState, tokens: Iterable<number>): Sequence {
    const sequence = new Sequence(this.executor, this.#pager, state);
    for (const id of tokens) sequence.tokens.push(id);
    sequence.freeMemory = this.freeMemory;
    return sequence;
  }

  #keptAt(position: number): { buffers: readonly GPUBuffer[]; slot: number } {
    const slot = this.#marked.indexOf(position);
    assert(slot !== -1, 'a state was to be copied that was not kept');
    return { buffers: this.executor.forward.marks, slot };
  }

  /** What ends with a fault, or not at all, may have changed the states of some layers and not of others. */
  async #submit(...work: Parameters<Executor['submit']>): Promise<Submitted> {
    this.#intact = false;
    const submitted = await this.executor.submit(...work);
    this.#intact = submitted.status.halt !== halt.fault;
    return submitted;
  }

  async #grow(tokens: number, before: Promise<void> | undefined): Promise<void> {
    await before;
    if (!(await this.#ensure(tokens))) return;
    this.#programs = this.executor.forward.programs(this.state);
    this.#step = this.#wholeStep();
  }

  async #ensure(tokens: number): Promise<boolean> {
    try {
      return await this.state.ensure(tokens);
    } catch (error) {
      if (!this.freeMemory()) throw error;
      return this.state.ensure(tokens);
    }
  }

  #wholeStep(): readonly Dispatch[] {
    const { forward, sampler } = this.executor;
    return [...this.#programs.decode.dispatches, forward.head, sampler.sample];
  }
}
