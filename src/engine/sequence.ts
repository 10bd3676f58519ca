// Everything that belongs to one conversation on the GPU: its state, the tokens whose effect is in it, and the dispatches
// bound to it. Knows steps and chunks, not requests. One sequence runs at a time.

import type { ExpertTraffic } from '../contract/generate.ts';
import type { Dispatch } from '../gpu/commands.ts';
import { controlWord, controlWords, halt } from '../kernels/control.ts';
import type { Programs } from '../model/forward.ts';
import type { SequenceState } from '../model/state.ts';
import type { Executor } from './executor.ts';
import type { ExpertPager, PagedRun } from './expert-pager.ts';
import type { Status } from './readback.ts';
import type { Sampling } from './sampling.ts';
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
  /**
   * The tokens whose effect is in the state; their number is the next one's position. A run that fails or is aborted may
   * stop in the middle of a step; then the state matches no list of tokens until `begin` clears both.
   */
  readonly tokens: number[] = [];
  readonly #pager: ExpertPager;
  #programs: Programs;
  #step: readonly Dispatch[];
  #run: PagedRun = { clock: 1, traffic: noTraffic() };
  /** How many of the tokens sampled in this run are in the state. */
  #sampledInState = 0;
  /** Room that is being made. */
  #growing: Promise<void> | undefined;

  constructor(executor: Executor, pager: ExpertPager) {
    this.executor = executor;
    this.#pager = pager;
    this.state = executor.forward.createState();
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

  /** Clears the state and starts a run: sets how its tokens are sampled, and when it ends. */
  begin({ sampling, stopIds, limit, sampled = 0, traffic = noTraffic() }: RunOptions): void {
    this.executor.sampler.begin(sampling, stopIds);
    this.state.reset();
    this.tokens.length = 0;
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
   * Reads one chunk of a prompt, faults included. With `sample`, chooses the token after its last one. Chunks hold at most
   * `forward.chunkTokens` tokens.
   */
  async prefill(ids: Uint32Array<ArrayBuffer>, sample: boolean, signal?: AbortSignal): Promise<Prefilled> {
    const position = this.tokens.length;
    this.ensureCapacity(position + ids.length);
    await this.#growing;
    this.executor.writeIds(ids);
    this.executor.writeControl(controlWord.position, new Uint32Array([position, ids.length]));
    const { forward, sampler } = this.executor;
    const { prefill } = this.#programs;
    const end = sample ? [sampler.markSeen, forward.head, sampler.sample] : [sampler.markSeen];
    const dispatches = [...prefill.dispatches, ...end];
    let from = 0;
    let longestSubmitMs = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { status, ms } = await this.executor.submit(dispatches, 1, ids.length, from);
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
    const { status } = await this.executor.submit(this.#step, count, 1, from);
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

  destroy(): void {
    this.state.destroy();
  }

  async #grow(tokens: number, before: Promise<void> | undefined): Promise<void> {
    await before;
    if (!(await this.state.ensure(tokens))) return;
    this.#programs = this.executor.forward.programs(this.state);
    this.#step = this.#wholeStep();
  }

  #wholeStep(): readonly Dispatch[] {
    const { forward, sampler } = this.executor;
    return [...this.#programs.decode.dispatches, forward.head, sampler.sample];
  }
}
