// Collects the routing of an answer's tokens, as the option `routing` asks for it.

import type { AnswerPart, Routing } from '../contract/generate.ts';

export class AnswerRouting {
  /** The engine calls it before each batch of ids; undefined if nobody asks for the routing. */
  readonly onRouting: ((routing: Routing) => void) | undefined;
  readonly #streams: boolean;
  readonly #collected: Routing[] = [];
  /** Of the batch that comes next. */
  #batch: Routing | undefined;

  constructor(option: boolean | 'stream') {
    this.#streams = option === 'stream';
    if (option === false) return;
    this.onRouting = (routing) => {
      this.#batch = routing;
    };
  }

  /** Takes the routing of a batch of `tokens`, of which the answer has the first `kept`, from token number `from` on. */
  take(tokens: number, kept: number, from: number): AnswerPart[] {
    const batch = this.#batch;
    this.#batch = undefined;
    if (!batch || kept === 0) return [];
    const length = (batch.experts.length / tokens) * kept;
    const routing = { experts: batch.experts.slice(0, length), weights: batch.weights.slice(0, length) };
    if (this.#streams) return [{ type: 'routing', from, ...routing }];
    this.#collected.push(routing);
    return [];
  }

  /** That of all tokens, if it is not streamed. */
  result(): { routing?: Routing } {
    if (!this.onRouting || this.#streams) return {};
    const length = this.#collected.reduce((sum, { experts }) => sum + experts.length, 0);
    const routing = { experts: new Uint16Array(length), weights: new Float32Array(length) };
    let at = 0;
    for (const { experts, weights } of this.#collected) {
      routing.experts.set(experts, at);
      routing.weights.set(weights, at);
      at += experts.length;
    }
    return { routing };
  }
}
