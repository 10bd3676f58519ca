// Guides an answer whose text has a form: compiles its automaton, and keeps those that were used last.

import type { Message } from '../contract/messages.ts';
import type { Guide } from '../engine/guide.ts';
import { PocketM1Error, show } from '../errors.ts';
import { writeExactJson } from '../text/exact-json.ts';
import {
  type AnswerForm,
  canAlwaysEnd,
  compileAnswer,
  continued,
  type TagForm,
} from '../text/grammar/answer-automaton.ts';
import { type Automaton, MAX_STATES } from '../text/grammar/automaton.ts';
import { TooManyStates } from '../text/grammar/nfa.ts';
import { compileResponseFormat } from '../text/grammar/response-format.ts';
import { thinkingBudget } from '../text/grammar/thinking.ts';
import { readMessages } from '../text/read-messages.ts';
import { THINK_CLOSE, THINK_OPEN } from '../text/tags.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import type { CheckedOptions } from './generate-options.ts';
import { budgetGuide, type GuidedModel, symbolsOf } from './guides.ts';
import type { TextForm } from './text-form.ts';

/** Where the answer begins. */
export interface AnswerStart {
  /** Whether it begins inside the thinking. */
  insideThinking: boolean;
  /** Whether it continues text or thinking. */
  continues: boolean;
  /** The messages, the last of which may be the text that it continues. Default: a text that does not count. */
  messages?: string | readonly Message[];
}

/** Automata that are kept for a model. */
const MAX_AUTOMATA = 16;

const automata = new WeakMap<Tokenizer, Map<string, Automaton>>();

/**
 * What guides an answer with these options; undefined if nothing does. `calls` is the form of an answer that may call tools.
 * @throws PocketM1Error `invalid-argument` for a form that is not supported or cannot be met.
 */
export function guideOf(
  model: GuidedModel,
  { responseFormat, thinkingBudget }: Pick<CheckedOptions, 'responseFormat' | 'thinkingBudget'>,
  start: AnswerStart,
  calls?: TextForm,
): Guide | undefined {
  if (calls) return formGuide(model, calls, start, thinkingBudget);
  if (responseFormat) {
    const key = writeExactJson(responseFormat);
    return formGuide(
      model,
      { key, compile: () => compileResponseFormat(responseFormat) },
      start,
      thinkingBudget,
    );
  }
  return budgetGuide(model, thinkingBudget, start);
}

/**
 * What guides an answer whose text has a form, after the thinking if the model thinks.
 * @throws PocketM1Error `invalid-argument` for a form that cannot be met.
 */
export function formGuide(
  model: GuidedModel,
  form: TextForm,
  { insideThinking, continues, messages }: AnswerStart,
  budget: number | undefined,
): Guide {
  const thinking = insideThinking ? 'open' : continues || model.thinks === false ? 'none' : 'possible';
  const composition: Composition = {
    thinking,
    limit: thinking === 'none' ? undefined : budget,
    midLine: continues,
    text: continues && !insideThinking && messages ? readMessages(messages).at(-1)!.content : '',
  };
  const known = automata.get(model.tokenizer) ?? new Map<string, Automaton>();
  automata.set(model.tokenizer, known);
  const key = JSON.stringify([composition, form.key]);
  const automaton = known.get(key) ?? compile(model, form, composition);
  known.delete(key);
  known.set(key, automaton);
  if (known.size > MAX_AUTOMATA) known.delete(known.keys().next().value!);
  return { automaton, symbols: symbolsOf(model) };
}

interface Composition {
  thinking: AnswerForm['thinking'];
  limit: number | undefined;
  /** Whether the thinking begins in the middle of a line. */
  midLine: boolean;
  text: string;
}

function compile(
  model: GuidedModel,
  form: TextForm,
  { thinking, limit, midLine, text }: Composition,
): Automaton {
  const { tokenizer, defaults } = model;
  const symbols = symbolsOf(model);
  const stopIds = defaults.stopIds.filter((id) => symbols.specialIds.includes(id));
  if (stopIds.length === 0) {
    throw new PocketM1Error(
      'invalid-argument',
      'An answer of a given form needs a token that ends it, but the files of this model name none.',
    );
  }
  const answer: AnswerForm = {
    text: form.compile(),
    thinking,
    midLine,
    tags: { open: tagForm(tokenizer, THINK_OPEN), close: tagForm(tokenizer, THINK_CLOSE) },
    ...(form.notInThinking && { notInThinking: form.notInThinking }),
    ...(limit !== undefined && { budget: thinkingBudget(tokenizer, limit) }),
  };
  const automaton = compileOrRefuse(() => compileAnswer(answer, symbols, stopIds));
  if (!canAlwaysEnd(automaton, symbols)) throw refused("needs characters that this model's vocabulary lacks");
  const rest = continued(automaton, text);
  if (rest) return rest;
  throw refused(`does not allow ${show(text)}, which the answer continues`);
}

function compileOrRefuse(compile: () => Automaton): Automaton {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof TooManyStates)) throw error;
    throw refused(`needs more than ${MAX_STATES.toLocaleString('en')} states`);
  }
}

function refused(problem: string): PocketM1Error {
  return new PocketM1Error('invalid-argument', `The form of the answer ${problem}.`, {
    details: { path: '' },
  });
}

function tagForm(tokenizer: Tokenizer, tag: string): TagForm {
  const id = tokenizer.idOf(tag);
  return id !== undefined && tokenizer.addedTokens.has(id) ? id : tag;
}
