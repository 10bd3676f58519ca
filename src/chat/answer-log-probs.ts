// Collects the log-probabilities of an answer's tokens, as the options `logprobs` and `topLogprobs` ask for them.

import type { AnswerPart, GeneratedTokenLogprob, TokenLogprob } from '../contract/generate.ts';
import type { TokenLogProb, TokenLogProbs } from '../engine/log-probs.ts';
import type { Tokenizer } from '../text/tokenizer.ts';

export class AnswerLogProbs {
  /** The engine calls it before each batch of ids; undefined if nobody asks for log-probabilities. */
  readonly onLogProbs: ((batch: TokenLogProbs[]) => void) | undefined;
  readonly #streams: boolean;
  readonly #tokenizer: Tokenizer;
  readonly #collected: TokenLogProbs[] = [];
  /** Of the newest batch. */
  #batch: TokenLogProbs[] = [];
  /** How many of its tokens have been taken. */
  #taken = 0;

  constructor(option: boolean | 'stream', tokenizer: Tokenizer) {
    this.#streams = option === 'stream';
    this.#tokenizer = tokenizer;
    if (option === false) return;
    this.onLogProbs = (batch) => {
      this.#batch = batch;
      this.#taken = 0;
    };
  }

  /** Takes those of the batch's next token, which the answer has as number `from`. */
  take(from: number): AnswerPart[] {
    const token = this.#batch[this.#taken++];
    if (token === undefined) return [];
    if (this.#streams) return [{ type: 'logprobs', from, tokens: [this.#described(token)] }];
    this.#collected.push(token);
    return [];
  }

  /** Those of all tokens, if they are not streamed. */
  result(): { logprobs?: GeneratedTokenLogprob[] } {
    return this.onLogProbs && !this.#streams ? { logprobs: this.#collected.map(this.#described) } : {};
  }

  readonly #described = ({ top, ...token }: TokenLogProbs): GeneratedTokenLogprob => ({
    ...this.#textOf(token),
    top: top.map((other) => this.#textOf(other)),
  });

  #textOf({ id, logProb }: TokenLogProb): TokenLogprob {
    const bytes = this.#tokenizer.bytesOf(id);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return { id, text, bytes: [...bytes], logprob: logProb };
  }
}
