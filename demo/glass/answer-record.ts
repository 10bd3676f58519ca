// What an answer's parts say about its tokens: text, probability, experts, time, faults. No DOM.

import type { AnswerPart, ExpertTraffic, FetchEvent, FinishPart, Timings, Usage } from '../../src/index.ts';

/** How many of the most probable tokens are asked for. */
export const alternativesAsked = 5;

/** The numbers of a model that a record depends on. */
export interface RecordShape {
  layers: number;
  experts: number;
  expertsPerToken: number;
}

export interface Alternative {
  text: string;
  /** 0 to 1. */
  probability: number;
}

export interface TokenRecord {
  /** Empty until its log-probability has come. */
  text: string;
  /** 0 to 1; undefined until it has come. */
  probability: number | undefined;
  /** The most probable tokens in its place, itself included. */
  alternatives: Alternative[];
  /** By layer, the experts that computed it; those that were skipped are missing. */
  experts: number[][];
  /** In how many layers it waited for experts. */
  faults: number;
  /** Its share of the time between two batches, in milliseconds. */
  ms: number;
}

/** Where an answer's experts came from, in bytes. */
export type BytesBySource = Pick<ExpertTraffic, 'networkBytes' | 'storedBytes' | 'memoryBytes'>;

const skipped = 65_535;

const bytesFrom = {
  network: 'networkBytes',
  folder: 'storedBytes',
  indexeddb: 'storedBytes',
  memory: 'memoryBytes',
} as const satisfies Record<FetchEvent['source'], keyof BytesBySource>;

export class AnswerRecord {
  readonly shape: RecordShape;
  readonly tokens: TokenRecord[] = [];
  /** (layers, experts): how many tokens each expert has computed. */
  readonly picks: Uint32Array;
  /** From the events so far, and at the end from the result. */
  bytes: BytesBySource = { networkBytes: 0, storedBytes: 0, memoryBytes: 0 };
  /** Undefined until the answer has ended. */
  end: { usage: Usage; timings: Timings; experts: ExpertTraffic | undefined } | undefined;
  /** Experts that were fetched for it: layer · experts + expert. */
  readonly #fetched = new Set<number>();
  /** When each of the last batches came, and how many tokens there were then. */
  readonly #batches: { at: number; tokens: number }[];

  /** `startedAt`: when the answer was asked for, by `performance.now()`. */
  constructor(shape: RecordShape, startedAt: number) {
    this.shape = shape;
    this.picks = new Uint32Array(shape.layers * shape.experts);
    this.#batches = [{ at: startedAt, tokens: 0 }];
  }

  /** Adds a part that came at `now`. Returns whether it has changed anything. */
  add(part: AnswerPart, now: number): boolean {
    if (part.type === 'routing') {
      const count = part.faults.length;
      const ms = this.#takeBatch(part.from + count, now) / count;
      for (let i = 0; i < count; i++) {
        const experts = this.#expertsOf(part.experts, i);
        Object.assign(this.#token(part.from + i), { experts, faults: part.faults[i], ms });
        experts.forEach((chosen, layer) => {
          for (const expert of chosen) this.picks[layer * this.shape.experts + expert]! += 1;
        });
      }
      return true;
    }
    if (part.type !== 'logprobs') return false;
    part.tokens.forEach(({ text, logprob, top }, i) => {
      const alternatives = top.map((other) => ({ text: other.text, probability: Math.exp(other.logprob) }));
      Object.assign(this.#token(part.from + i), { text, probability: Math.exp(logprob), alternatives });
    });
    return true;
  }

  /** Counts an expert that the answer has waited for. */
  fetched({ source, bytes, layer, expert, background }: FetchEvent): void {
    if (layer === null || expert === null || background) return;
    this.bytes[bytesFrom[source]] += bytes;
    this.#fetched.add(layer * this.shape.experts + expert);
  }

  finish({ usage, timings, experts }: Pick<FinishPart, 'usage' | 'timings' | 'experts'>): void {
    this.end = { usage, timings, experts };
    if (experts) {
      const { networkBytes, storedBytes, memoryBytes } = experts;
      this.bytes = { networkBytes, storedBytes, memoryBytes };
    }
  }

  get faults(): number {
    return this.tokens.reduce((sum, { faults }) => sum + faults, 0);
  }

  /** How many experts its tokens have used that were not fetched for it. */
  get expertsAlreadyThere(): number {
    return this.picks.reduce((sum, count, key) => sum + Number(count > 0 && !this.#fetched.has(key)), 0);
  }

  /** The share of tokens that an expert has computed, 0 to 1. */
  share(layer: number, expert: number): number {
    const { length } = this.tokens;
    return length === 0 ? 0 : this.picks[layer * this.shape.experts + expert]! / length;
  }

  /** The largest share of all experts. */
  get maxShare(): number {
    const { length } = this.tokens;
    return length === 0 ? 0 : this.picks.reduce((max, count) => Math.max(max, count), 0) / length;
  }

  /** Tokens per second over the last batches, or of the whole answer when it has ended; undefined before the second batch. */
  get tokensPerSecond(): number | undefined {
    if (this.end) return this.end.timings.decodeTokensPerSecond || undefined;
    const [first, last] = [this.#batches[0]!, this.#batches.at(-1)!];
    if (first.tokens === 0 || last.at <= first.at) return undefined;
    return ((last.tokens - first.tokens) / (last.at - first.at)) * 1000;
  }

  #token(index: number): TokenRecord {
    while (this.tokens.length <= index) {
      this.tokens.push({
        text: '',
        probability: undefined,
        alternatives: [],
        experts: [],
        faults: 0,
        ms: 0,
      });
    }
    return this.tokens[index]!;
  }

  /** By layer, those of the row of token `i` of a part. */
  #expertsOf(rows: Uint16Array, i: number): number[][] {
    const { layers, expertsPerToken } = this.shape;
    return Array.from({ length: layers }, (_, layer) => {
      const at = (i * layers + layer) * expertsPerToken;
      return [...rows.subarray(at, at + expertsPerToken)].filter((expert) => expert !== skipped);
    });
  }

  /** Returns the milliseconds since the batch before. */
  #takeBatch(tokens: number, now: number): number {
    const ms = now - this.#batches.at(-1)!.at;
    // The speed is that of the last second or two; the time until the first token is no part of it.
    if (this.#batches[0]!.tokens === 0 && this.#batches.length > 1) this.#batches.shift();
    this.#batches.push({ at: now, tokens });
    while (this.#batches.length > 2 && now - this.#batches[1]!.at > 1500) this.#batches.shift();
    return ms;
  }
}
