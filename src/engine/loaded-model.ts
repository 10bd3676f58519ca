// What the engine needs of a model that is loaded onto the GPU.

import type { ModelMemory } from '../contract/memory.ts';
import type { Executor } from './executor.ts';
import type { Sequence } from './sequence.ts';
import type { StateMemory } from './state-memory.ts';

/** A model that is loaded onto the GPU. */
export interface LoadedModel {
  executor: Executor;
  /** The first sequence. */
  sequence: Sequence;
  /** Fetches experts as long as there are free pages. If all fit, there are no faults afterwards. */
  placeAllExperts(signal?: AbortSignal): Promise<void>;
  /** Whether an expert has no page yet, and there is a free one. */
  wantsExpert(layer: number, expert: number): boolean;
  /** Places a prefetched expert if `wantsExpert`. `content` is its file. */
  placeExpert(layer: number, expert: number, content: ArrayBuffer): void;
  /** Whether an expert has a page. */
  holdsExpert(layer: number, expert: number): boolean;
  /** The memory of everything but the states of conversations. */
  memory(): Omit<ModelMemory, keyof StateMemory>;
  destroy(): void;
}
