// Serves faults: fetches the experts that were picked but absent, places them in the arena, and lets the GPU continue.

import type { ExpertTraffic } from '../contract/generate.ts';
import type { ExpertArena } from '../experts/arena.ts';
import type { Dispatch } from '../gpu/commands.ts';
import { controlWord } from '../kernels/control.ts';
import type { Program } from '../model/forward.ts';
import type { Executor } from './executor.ts';
import type { Status } from './readback.ts';
import { countFetch, type OnFetched } from './traffic.ts';

/** Fetches one expert's page. */
export type FetchExpert = (
  layer: number,
  expert: number,
  signal?: AbortSignal,
  onFetched?: OnFetched,
) => Promise<Uint8Array<ArrayBuffer>>;

/** The run that experts are fetched for. */
export interface PagedRun {
  /** This plus a position is the time at which its experts were used. Later than all times of earlier runs. */
  readonly clock: number;
  readonly traffic: ExpertTraffic;
  /** Called once per layer that has to wait, for any number of experts. */
  countFault(fault: Status): void;
}

export class ExpertPager {
  readonly #executor: Executor;
  readonly #arena: ExpertArena;
  readonly #fetchExpert: FetchExpert;
  /** Later than all times of runs so far. */
  #nextClock = 2;

  constructor(executor: Executor, arena: ExpertArena, fetchExpert: FetchExpert) {
    this.#executor = executor;
    this.#arena = arena;
    this.#fetchExpert = fetchExpert;
  }

  /** Returns the clock of a new run. */
  startClock(): number {
    return this.#nextClock++;
  }

  /** Makes the clocks of later runs start after a run that may reach `tokens` tokens. */
  reserve(clock: number, tokens: number): void {
    this.#nextClock = Math.max(this.#nextClock, clock + tokens + 1);
  }

  /** Serves the fault of a decoding step, whose experts always fit the arena. The layer resumes at its router. */
  async serve(fault: Status, run: PagedRun, signal?: AbortSignal): Promise<void> {
    await this.#serve(fault, this.#picked(fault, run), run, signal);
  }

  /** Serves the fault of a chunk of `tokens` tokens. Returns the index of the dispatch at which the program resumes. */
  async serveChunk(
    fault: Status,
    { dispatches, routers, ends }: Program,
    tokens: number,
    run: PagedRun,
    signal?: AbortSignal,
  ): Promise<{ resumeAt: number; longestSubmitMs: number }> {
    const layer = fault.faultLayer;
    const picked = this.#picked(fault, run);
    if (picked.length <= this.#arena.capacity(layer)) {
      await this.#serve(fault, picked, run, signal);
      return { resumeAt: routers[layer]!, longestSubmitMs: 0 };
    }
    run.countFault(fault);
    const round = dispatches.slice(routers[layer], ends[layer]);
    const longestSubmitMs = await this.#runRounds(layer, picked, round, tokens, run, signal);
    return { resumeAt: ends[layer]!, longestSubmitMs };
  }

  /** All routed experts that the faulting pass picked in its layer, or only the absent ones if none is ever evicted. */
  #picked({ tables, faultLayer, faultExperts, position }: Status, { clock }: PagedRun): number[] {
    return tables ? this.#arena.observe(tables, faultLayer, clock + position) : faultExperts;
  }

  async #serve(
    fault: Status,
    picked: readonly number[],
    run: PagedRun,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    run.countFault(fault);
    await this.#fetch(fault.faultLayer, fault.faultExperts, picked, run.traffic, signal);
    this.#executor.clearFault();
  }

  /**
   * Computes a layer whose chunk picks more experts than there are pages, in rounds. Each round fetches as many experts as
   * fit and submits `round`, the layer's dispatches from its router to before its last, which compute only their picks.
   * Returns the milliseconds of the longest submit.
   */
  async #runRounds(
    layer: number,
    picked: readonly number[],
    round: readonly Dispatch[],
    tokens: number,
    run: PagedRun,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    const resident = (expert: number): boolean => this.#arena.isResident(layer, expert);
    const order = [...picked.filter(resident), ...picked.filter((expert) => !resident(expert))];
    const capacity = this.#arena.capacity(layer);
    let longestSubmitMs = 0;
    this.#executor.writeControl(controlWord.rounds, new Uint32Array([1]));
    this.#executor.clearFault();
    for (let at = 0; at < order.length; at += capacity) {
      signal?.throwIfAborted();
      const experts = order.slice(at, at + capacity);
      const absent = experts.filter((expert) => !resident(expert));
      await this.#fetch(layer, absent, experts, run.traffic, signal);
      const { status, ms } = await this.#executor.submit(round, { tokens });
      longestSubmitMs = Math.max(longestSubmitMs, ms);
      // The first pass may lack picks, because a router that sees another token's fault may skip its own.
      for (const expert of this.#picked({ ...status, faultLayer: layer }, run)) {
        if (!order.includes(expert)) order.push(expert);
      }
    }
    this.#executor.writeControl(controlWord.rounds, new Uint32Array([0]));
    return longestSubmitMs;
  }

  /**
   * Fetches experts of one layer in parallel and places them without evicting any of `keep`. After a failure, experts that are
   * still being fetched are not placed, because another answer may use the pages by then.
   */
  async #fetch(
    layer: number,
    experts: readonly number[],
    keep: readonly number[],
    traffic: ExpertTraffic,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    let failed = false;
    try {
      await Promise.all(
        experts.map(async (expert) => {
          const page = await this.#fetchExpert(layer, expert, signal, (source, bytes) =>
            countFetch(traffic, source, bytes),
          );
          if (!failed && this.#arena.place(layer, expert, page, keep)) traffic.evictions += 1;
        }),
      );
    } catch (error) {
      failed = true;
      throw error;
    }
  }
}
