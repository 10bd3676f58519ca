// What guides the tokens of an answer: the automaton of its options, over the symbols of the model's tokenizer.

import type { Guide } from '../engine/guide.ts';
import { PocketM1Error } from '../errors.ts';
import type { Prompt } from '../text/compiled-template.ts';
import type { TokenSymbols } from '../text/grammar/automaton.ts';
import { thinkingAutomaton } from '../text/grammar/thinking.ts';
import { createTokenSymbols } from '../text/grammar/token-symbols.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import type { GenerationDefaults } from './generation-config.ts';

/** What is known of a model's tokens and of its thinking. */
export interface GuidedModel {
  tokenizer: Tokenizer;
  defaults: GenerationDefaults;
  /** Whether the model can think, as far as its files say. Default true. */
  thinks?: boolean | undefined;
}

const symbols = new WeakMap<Tokenizer, TokenSymbols>();

/** The symbols of a model's tokens, made when they are first needed. */
export function symbolsOf({ tokenizer, defaults }: GuidedModel): TokenSymbols {
  const known = symbols.get(tokenizer);
  if (known) return known;
  const ids = tokenizer.idsFrom(0);
  const vocabSize = ids.reduce((largest, id) => Math.max(largest, id), -1) + 1;
  const made = createTokenSymbols(tokenizer, vocabSize, defaults.stopIds);
  symbols.set(tokenizer, made);
  return made;
}

/**
 * What the prompt has to say about the thinking for a budget.
 * @throws PocketM1Error `invalid-argument` for a budget above 0 of a model without thinking.
 */
export function promptThinking(
  { thinks = true }: Pick<GuidedModel, 'thinks'>,
  thinkingBudget: number | undefined,
): 'open' | 'closed' | undefined {
  if (thinkingBudget === undefined) return undefined;
  if (!thinks) {
    if (thinkingBudget === 0) return undefined;
    throw new PocketM1Error(
      'invalid-argument',
      `thinkingBudget is ${thinkingBudget}, but this model does not think: leave it out.`,
      { details: { option: 'thinkingBudget', value: thinkingBudget } },
    );
  }
  return thinkingBudget === 0 ? 'closed' : 'open';
}

/** What limits the thinking of an answer that begins where this prompt ends; undefined if nothing does. */
export function budgetGuide(
  model: GuidedModel,
  thinkingBudget: number | undefined,
  { insideThinking, continues }: Pick<Prompt, 'insideThinking' | 'continues'>,
): Guide | undefined {
  if (thinkingBudget === undefined || !insideThinking) return undefined;
  const symbols = symbolsOf(model);
  const thinking = { tokens: thinkingBudget, continues };
  return { automaton: thinkingAutomaton(model.tokenizer, symbols, thinking), symbols };
}
