// One conversation on the GPU: its state, the tokens in the state, and the dispatches bound to it. Runs steps and chunks. One
// sequence runs at a time.

import { assert } from '../errors.ts';
import type { Dispatch } from '../gpu/commands.ts';
import { controlWord, halt, maxMarks } from '../kernels/control.ts';
import type { Programs } from '../model/forward.ts';
import type { SequenceState } from '../model/state.ts';
import type { Executor, SubmitOptions, Submitted } from './executor.ts';
import type { ExpertPager } from './expert-pager.ts';
import type { Status } from './readback.ts';
import type { Sampling } from './sampling.ts';
import { type Checkpoint, sequenceStart } from './sequence-checkpoint.ts';
import { type Prefilled, type PrefillOptions, type RunOptions, SequenceRun } from './sequence-run.ts';
import type { StateRing } from './state-ring.ts';
import { TokenList } from './token-list.ts';

export class Sequence {
  readonly executor: Executor;
  readonly state: SequenceState;
  /** The tokens in the state, if that is intact. Their number is the position of the next one. */
  readonly tokens: TokenList;
  /** Called when the GPU has no memory for more tokens. Frees memory, and returns whether there was any to free. */
  freeMemory: () => boolean = () => false;
  readonly #pager: ExpertPager;
  /** By ascending position. */
  readonly #checkpoints: Checkpoint[] = [];
  #intact = true;
  #programs: Programs;
  #step: readonly Dispatch[];
  /** Marked positions of the last chunk, whose states the GPU has kept. */
  #marked: readonly number[] = [];
  #run = new SequenceRun(1);
  #expertThreshold = 0;
  /** Pending growth of the state. */
  #growing: Promise<void> | undefined;

  constructor(executor: Executor, pager: ExpertPager, state: SequenceState = executor.forward.createState()) {
    this.executor = executor;
    this.#pager = pager;
    this.state = state;
    this.tokens = new TokenList(this.contextLength);
    this.#programs = executor.forward.programs(this.state);
    this.#step = this.#wholeStep();
  }

  /** Maximum number of tokens. */
  get contextLength(): number {
    return this.executor.forward.contextLength;
  }

  /** The forward pass bound to this state, up to the head. Growing the state replaces it. */
  get programs(): Programs {
    return this.#programs;
  }

  /** Bytes of GPU memory, without checkpoints. */
  get bytes(): number {
    return this.state.bytes;
  }

  /** Bytes of one checkpoint. */
  get checkpointBytes(): number {
    return this.state.lightningBytes;
  }

  /** By ascending position. */
  get checkpoints(): readonly Checkpoint[] {
    return this.#checkpoints;
  }

  /** The expert threshold with which the tokens were read. */
  get expertThreshold(): number {
    return this.#expertThreshold;
  }

  /**
   * Whether the state is that of `tokens`. A run that fails or is aborted may stop in the middle of a step; then the state is
   * invalid until the sequence goes back to a checkpoint.
   */
  get intact(): boolean {
    return this.#intact;
  }

  /** Starts a run with its sampling options and limits. */
  begin(options: RunOptions): void {
    const { limit, keepTokens = false, expertThreshold = 0 } = options;
    if (!keepTokens) this.rewind(sequenceStart);
    assert(this.#intact, 'a run must not continue from an invalid state.');
    const isSame = this.tokens.length === 0 || expertThreshold === this.#expertThreshold;
    assert(isSame, 'a run must not continue from a state of another expert threshold.');
    this.#expertThreshold = expertThreshold;
    this.executor.sampler.begin({ ...options, seen: this.tokens });
    this.#run = new SequenceRun(this.#pager.startClock(), options);
    this.#step = this.#wholeStep();
    this.#stateRing?.clear();
    this.executor.writeControl(0, this.#run.control(limit));
  }

  /** Changes how the run's next tokens are sampled. What was sampled before does not count for penalties. */
  setSampling(sampling: Sampling): void {
    this.executor.sampler.begin({ sampling, stopIds: [] });
    this.#step = this.#wholeStep();
  }

  /** Changes how many tokens the run may sample, before it samples any. */
  setLimit(limit: number): void {
    this.executor.writeControl(controlWord.limit, new Uint32Array([limit]));
  }

  /** Reads one chunk of a prompt of at most `forward.chunkTokens` tokens, and serves its faults. */
  async prefill(ids: Uint32Array<ArrayBuffer>, options: PrefillOptions = {}): Promise<Prefilled> {
    const { sample = false, marks = [], signal } = options;
    const position = this.tokens.length;
    this.ensureCapacity(position + ids.length);
    await this.#growing;
    this.executor.writeIds(ids);
    this.executor.writeControl(controlWord.position, new Uint32Array([position, ids.length]));
    const allMarks = Uint32Array.from({ length: maxMarks }, (_, i) => marks[i] ?? 0);
    this.executor.writeControl(controlWord.marks, allMarks);
    this.#marked = marks.map((tokens) => position + tokens);
    const { forward, sampler } = this.executor;
    const { prefill } = this.#programs;
    const end = sample ? [sampler.markPrompt, forward.head, ...this.#sampling()] : [sampler.markPrompt];
    const dispatches = [...prefill.dispatches, ...end];
    let from = 0;
    let longestSubmitMs = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { status, ms } = await this.#submit(dispatches, { tokens: ids.length, from });
      longestSubmitMs = Math.max(longestSubmitMs, ms);
      if (status.halt !== halt.fault) {
        this.tokens.push(ids);
        return { status, longestSubmitMs };
      }
      const served = await this.#pager.serveChunk(status, prefill, ids.length, this.#run, signal);
      longestSubmitMs = Math.max(longestSubmitMs, served.longestSubmitMs);
      from = served.resumeAt;
    }
  }

  /** Grows the state to `tokens` tokens. Later steps and chunks wait for it; without memory they reject with `out-of-memory`. */
  ensureCapacity(tokens: number): void {
    this.#pager.reserve(this.#run.clock, tokens);
    if (tokens <= this.state.capacity) return;
    const growing = this.#grow(tokens, this.#growing).finally(() => {
      if (this.#growing === growing) this.#growing = undefined;
    });
    this.#growing = growing;
  }

  /**
   * Submits `count` decoding steps. After a served fault, `resumeAt` is its layer, and the first step starts at the router of
   * that layer.
   */
  async decode(count: number, resumeAt?: number): Promise<Status> {
    if (this.#growing) await this.#growing;
    const from = resumeAt === undefined ? 0 : this.#programs.decode.routers[resumeAt]!;
    const ring = this.#stateRing;
    const { copy, before } = ring?.open(this.state, count, resumeAt !== undefined) ?? {};
    const { status } = await this.#submit(this.#step, { count, from, before });
    ring?.close(copy, this.tokens.length, status);
    this.tokens.push(this.#run.added(status));
    return status;
  }

  /** Serves the fault of a decoding step. Then the step must be submitted again from that layer on. */
  async serveFault(fault: Status, signal?: AbortSignal): Promise<void> {
    await this.#pager.serve(fault, this.#run, signal);
  }

  /**
   * Copies the lightning states after `tokens`, or at a marked position of the last chunk. Checkpoints must be taken in the
   * order of their positions. No submit may be pending.
   * @throws PocketM1Error `out-of-memory`; the sequence is unchanged then.
   */
  async checkpoint(position: number = this.tokens.length): Promise<Checkpoint> {
    assert(this.#intact, 'an invalid state must not be copied.');
    const kept = position === this.tokens.length ? undefined : this.#keptAt(position);
    const states = await this.state.copyLightning(kept);
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
    this.tokens.truncate(to.position);
    this.#marked = [];
    this.#intact = true;
  }

  /**
   * Goes back to the latest state with at most `position` tokens that was copied in this run, if it is later than all
   * checkpoints. For a run that was left early; no submit may be pending.
   */
  rollBack(position: number): void {
    if (this.#intact && this.tokens.length <= position) return;
    const copy = this.#stateRing?.latest(position);
    if (copy && copy.position > (this.#checkpoints.at(-1)?.position ?? 0)) this.rewind(copy);
  }

  /**
   * Creates another sequence with the tokens up to one of the checkpoints, or from `sequenceStart`. This one is unchanged.
   * @throws PocketM1Error `out-of-memory`.
   */
  async fork({ position, states }: Checkpoint): Promise<Sequence> {
    const state = await this.state.fork(position, states);
    return this.#withState(state, this.tokens.copy(position), this.#expertThreshold);
  }

  /** Creates another sequence from a state and checkpoints of its tokens, which it owns. It is in the last checkpoint. */
  resumed(
    state: SequenceState,
    tokens: TokenList,
    checkpoints: readonly Checkpoint[],
    expertThreshold: number,
  ): Sequence {
    const sequence = this.#withState(state, tokens, expertThreshold);
    sequence.#checkpoints.push(...checkpoints);
    sequence.rewind(checkpoints.at(-1)!);
    return sequence;
  }

  /** Frees a checkpoint. */
  discard(checkpoint: Checkpoint): void {
    const index = this.#checkpoints.indexOf(checkpoint);
    assert(index !== -1, 'a checkpoint was freed twice.');
    this.#checkpoints.splice(index, 1);
    for (const buffer of checkpoint.states) buffer.destroy();
  }

  /** Frees state and checkpoints. Idempotent. */
  destroy(): void {
    for (const checkpoint of [...this.#checkpoints]) this.discard(checkpoint);
    this.state.destroy();
  }

  get #stateRing(): StateRing | undefined {
    return this.#run.rollsBack ? this.executor.stateRing : undefined;
  }

  #withState(state: SequenceState, tokens: TokenList, expertThreshold: number): Sequence {
    const sequence = new Sequence(this.executor, this.#pager, state);
    sequence.tokens.share(tokens, tokens.length);
    sequence.freeMemory = this.freeMemory;
    sequence.#expertThreshold = expertThreshold;
    return sequence;
  }

  #keptAt(position: number): { buffers: readonly GPUBuffer[]; slot: number } {
    const slot = this.#marked.indexOf(position);
    assert(slot !== -1, 'the state at this position was not kept.');
    return { buffers: this.executor.forward.marks, slot };
  }

  /** A submit that faults or fails may have changed the states of only some layers. */
  async #submit(dispatches: readonly Dispatch[], options: SubmitOptions): Promise<Submitted> {
    this.#intact = false;
    const { recordsRouting } = this.#run;
    const submitted = await this.executor.submit(dispatches, { ...options, recordsRouting });
    this.#intact = submitted.status.halt !== halt.fault;
    this.#run.countSkipped(submitted.status);
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
    const { forward } = this.executor;
    return [...this.#programs.decode.dispatches, forward.head, ...this.#sampling()];
  }

  /** Samples the next token from the logits, after recording the routing if the run does. */
  #sampling(): readonly Dispatch[] {
    const { recordRouting, sampler } = this.executor;
    if (!this.#run.recordsRouting) return sampler.sample;
    assert(recordRouting, 'recording the routing was not prepared.');
    return [recordRouting, ...sampler.sample];
  }
}
