// The options for choosing the next token.

/**
 * How the next token is chosen from the model's logits. The steps have the order of the fields, which is that of Hugging Face's
 * generate; null means absent.
 */
export interface SamplingParams {
  /**
   * Added to the logits of these token ids; -100 to 100. -100 practically bars a token, and 100 makes it almost certain. Default
   * {}. Ids without a token are rejected.
   */
  logitBias?: Readonly<Record<number, number>> | null | undefined;
  /**
   * Divides positive logits of tokens that occurred before, in the prompt too, and multiplies negative ones; 0.1 to 10. Default 1:
   * off.
   */
  repetitionPenalty?: number | null | undefined;
  /** Subtracted from a token's logit for each time that it was generated in this answer; -2 to 2. Default 0: off. */
  frequencyPenalty?: number | null | undefined;
  /** Subtracted from the logits of tokens that were generated in this answer; -2 to 2. Default 0: off. */
  presencePenalty?: number | null | undefined;
  /** Whether the tokens that end an answer are never chosen, so that it has `maxTokens` tokens. Default false. */
  ignoreEos?: boolean | null | undefined;
  /** Flattens (above 1) or sharpens the distribution; 0 to 100. 0 always chooses the most probable token. Default 1. */
  temperature?: number | null | undefined;
  /** Keeps this many of the most probable tokens. Default 0: all. */
  topK?: number | null | undefined;
  /** Keeps the fewest most probable tokens that together have this probability; 0 to 1. Default 0.95. */
  topP?: number | null | undefined;
  /** Keeps tokens at least this probable relative to the most probable one; 0 to 1. Default 0: all. */
  minP?: number | null | undefined;
  /** The same seed gives the same tokens on the same device; 0 to 2^53 - 1. Default: random. */
  seed?: number | null | undefined;
}
