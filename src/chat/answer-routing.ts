// Collects the routing of an answer's tokens, as the option `routing` asks for it.

import type { AnswerPart, Routing } from '../contract/generate.ts';
import type { RecordedRouting } from '../engine/routing-recorder.ts';

/** What the engine calls, unless nobody asks for the routing. */
interface RoutingListeners {
  /** Before each batch of ids. */
  onRouting?: (routing: RecordedRouting) => void;
  /** At each fault, with the number of the token that it is for. */
  onFault?: (token: number) => void;
}

export class AnswerRouting {
  readonly listeners: RoutingListeners;
  readonly #streams: boolean;
  readonly #collected: Routing[] = [];
  /** Of the batch that comes next. */
  #batch: RecordedRouting | undefined;
  /** By token, those that are not taken yet. */
  readonly #faults = new Map<number, number>();

  constructor(option: boolean | 'stream') {
    this.#streams = option === 'stream';
    this.listeners =
      option === false
        ? {}
        : {
            onRouting: (routing) => {
              this.#batch = routing;
            },
            onFault: (token) => this.#faults.set(token, this.#faultsOf(token) + 1),
          };
  }

  /** Takes the routing of a batch of `tokens`, of which the answer has the first `kept`, from token number `from` on. */
  take(tokens: number, kept: number, from: number): AnswerPart[] {
    const batch = this.#batch;
    this.#batch = undefined;
    if (!batch || kept === 0) return [];
    const length = (batch.experts.length / tokens) * kept;
    const faults = Uint16Array.from({ length: kept }, (_, i) => this.#faultsOf(from + i));
    for (let token = from; token < from + kept; token++) this.#faults.delete(token);
    const routing = {
      experts: batch.experts.slice(0, length),
      weights: batch.weights.slice(0, length),
      faults,
    };
    if (this.#streams) return [{ type: 'routing', from, ...routing }];
    this.#collected.push(routing);
    return [];
  }

  /** That of all tokens, if it is not streamed. */
  result(): { routing?: Routing } {
    if (!this.listeners.onRouting || this.#streams) return {};
    const lengthOf = (field: keyof Routing): number =>
      this.#collected.reduce((sum, batch) => sum + batch[field].length, 0);
    const routing = {
      experts: new Uint16Array(lengthOf('experts')),
      weights: new Float32Array(lengthOf('weights')),
      faults: new Uint16Array(lengthOf('faults')),
    };
    const at = { experts: 0, weights: 0, faults: 0 };
    for (const batch of this.#collected) {
      for (const field of ['experts', 'weights', 'faults'] as const) {
        routing[field].set(batch[field], at[field]);
        at[field] += batch[field].length;
      }
    }
    return { routing };
  }

  #faultsOf(token: number): number {
    return this.#faults.get(token) ?? 0;
  }
}
