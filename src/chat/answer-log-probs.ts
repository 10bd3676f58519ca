// Collects the log-probabilities of an answer's tokens, as the options `logprobs` and `topLogprobs` ask for them.

import type { GeneratedTokenLogprob, TokenLogprob } from '../contract/generate.ts';
import type { TokenLogProb, TokenLogProbs } from '../engine/log-probs.ts';
import type { Tokenizer } from '../text/tokenizer.ts';

export class AnswerLogProbs {
  /** The engine calls it before each batch of ids; undefined if nobody asks for log-probabilities. */
  readonly onLogProbs: ((batch: TokenLogProbs[]) => void) | undefined;
  readonly #collected: TokenLogProbs[] = [];
  /** Of the batch that comes next. */
  #batch: TokenLogProbs[] = [];

  constructor(isWanted: boolean) {
    if (!isWanted) return;
    this.onLogProbs = (batch) => {
      this.#batch = batch;
    };
  }

  /** Takes those of the first `kept` tokens of the batch, which the answer has. */
  take(kept: number): void {
    for (const token of this.#batch.slice(0, kept)) this.#collected.push(token);
    this.#batch = [];
  }

  result(tokenizer: Tokenizer): { logprobs?: GeneratedTokenLogprob[] } {
    if (!this.onLogProbs) return {};
    const described = ({ id, logProb }: TokenLogProb): TokenLogprob => {
      const bytes = tokenizer.bytesOf(id);
      return {
        id,
        text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
        bytes: [...bytes],
        logprob: logProb,
      };
    };
    const logprobs = this.#collected.map(({ top, ...token }) => ({
      ...described(token),
      top: top.map(described),
    }));
    return { logprobs };
  }
}
