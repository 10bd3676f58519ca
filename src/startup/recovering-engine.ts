// An engine that survives the loss of its GPU device, for example when a driver resets, a laptop sleeps or the browser's GPU
// process crashes. The model is loaded from storage onto a new device, and the answer continues.

import { abortable } from '../async.ts';
import type { ModelMemory } from '../contract/memory.ts';
import type { Engine, EngineGenerateOptions, EngineResult } from '../engine/engine.ts';
import { continuedPrompt, type PromptSource, wholePrompt } from '../engine/prompt-source.ts';
import { TokenList } from '../engine/token-list.ts';
import { createTraffic } from '../engine/traffic.ts';
import { PocketM1Error } from '../errors.ts';

export interface RecoveryOptions {
  /** Opens a device and loads the model onto it. */
  build: () => Promise<Engine>;
  /** Called after each recovery. */
  onRecovered?: (loss: PocketM1Error) => void;
}

// After this many losses during one answer, the answer itself is probably the cause.
const maxRecoveries = 3;

export class RecoveringEngine
  implements
    Pick<
      Engine,
      'contextLength' | 'generate' | 'sessions' | 'wants' | 'place' | 'holds' | 'memory' | 'dispose'
    >
{
  readonly #options: RecoveryOptions;
  #engine: Engine;
  /** The loss of the current engine's device, if it was lost. */
  #loss: PocketM1Error | undefined;
  #disposed = false;
  #recovering: Promise<void> | undefined;

  private constructor(options: RecoveryOptions, engine: Engine) {
    this.#options = options;
    this.#engine = engine;
  }

  static async create(options: RecoveryOptions): Promise<RecoveringEngine> {
    return new RecoveringEngine(options, await options.build());
  }

  /** The current engine; a recovery replaces it. */
  get current(): Engine {
    return this.#engine;
  }

  get contextLength(): number {
    return this.#engine.contextLength;
  }

  /** The states of sessions; a recovery begins without any. */
  get sessions(): Engine['sessions'] {
    return this.#engine.sessions;
  }

  /**
   * Like `Engine.generate`. If the device is lost, loads the model again, reads the prompt and the answer so far, and continues
   * with the same seed at the same place.
   * @throws PocketM1Error `device-lost` when there is no new device, or after more than 3 losses.
   */
  async *generate(
    given: readonly number[] | PromptSource,
    options: EngineGenerateOptions,
  ): AsyncGenerator<number[], EngineResult, undefined> {
    const prompt = 'more' in given ? given : wholePrompt(new TokenList(this.contextLength, given));
    const sampled: number[] = [];
    const { traffic = createTraffic(), sampled: before = 0 } = options;
    for (let recoveries = 0; ; recoveries++) {
      await this.#recovered(options.signal);
      const again = { ...options, traffic, sampled: before + sampled.length };
      // A prompt that is still being read when the device is lost has been answered with nothing.
      const run = this.#engine.generate(
        sampled.length > 0 ? continuedPrompt(prompt, sampled) : prompt,
        again,
      );
      try {
        for (;;) {
          const next = await run.next();
          if (next.done) return { ...next.value, promptTokens: prompt.tokens.length };
          sampled.push(...next.value);
          yield next.value;
        }
      } catch (error) {
        if (!isLoss(error)) throw error;
        this.#loss = error;
        if (recoveries === maxRecoveries || this.#disposed) throw error;
      } finally {
        await run.return(undefined as never);
      }
    }
  }

  wants(layer: number, expert: number): boolean {
    return !this.#loss && this.#engine.wants(layer, expert);
  }

  place(layer: number, expert: number, content: ArrayBuffer): void {
    if (!this.#loss) this.#engine.place(layer, expert, content);
  }

  holds(layer: number, expert: number): boolean {
    return !this.#loss && this.#engine.holds(layer, expert);
  }

  memory(): ModelMemory {
    return this.#engine.memory();
  }

  dispose(): void {
    this.#disposed = true;
    this.#engine.dispose();
  }

  /** Resolves when the engine is usable. An abort rejects this call only; the recovery continues for the next answer. */
  async #recovered(signal: AbortSignal | undefined): Promise<void> {
    if (!this.#loss) return;
    signal?.throwIfAborted();
    this.#recovering ??= this.#recover(this.#loss).finally(() => {
      this.#recovering = undefined;
    });
    await abortable(this.#recovering, signal);
  }

  async #recover(loss: PocketM1Error): Promise<void> {
    const old = this.#engine;
    try {
      this.#engine = await this.#options.build();
    } catch (cause) {
      throw new PocketM1Error(
        'device-lost',
        `The GPU device was lost, and the model could not be loaded again (${cause instanceof Error ? cause.message : cause}): try again later.`,
        { cause },
      );
    }
    this.#loss = undefined;
    old.dispose();
    if (this.#disposed) this.#engine.dispose();
    this.#options.onRecovered?.(loss);
  }
}

function isLoss(error: unknown): error is PocketM1Error {
  return error instanceof PocketM1Error && error.code === 'device-lost';
}
