// The form of an answer's text where it is about calls: required, forbidden, obeying the schemas of their tools, or instead of a
// text of a given form.

import { PocketM1Error } from '../errors.ts';
import type { CallFormat } from '../text/call-format.ts';
import type { CallSyntax } from '../text/call-syntax.ts';
import type { ChatTemplate } from '../text/chat-template.ts';
import { writeExactJson } from '../text/exact-json.ts';
import {
  blockTagsOf,
  type CallsForm,
  hasOpeningTag,
  onlyCalls,
  textWithCalls,
  textWithout,
  withoutTags,
} from '../text/grammar/calls.ts';
import { choice, type Piece } from '../text/grammar/pieces.ts';
import { compileResponseFormat } from '../text/grammar/response-format.ts';
import { Segmenter } from '../text/segmenter.ts';
import type { PromptPiece } from '../text/structure.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import type { CheckedOptions } from './generate-options.ts';
import type { GenerationDefaults } from './generation-config.ts';
import { symbolsOf } from './guides.ts';
import type { ToolOptions } from './read-tool-options.ts';
import type { TextForm } from './text-form.ts';

interface Model {
  tokenizer: Tokenizer;
  template: Pick<ChatTemplate, 'callFormat'>;
  defaults: GenerationDefaults;
}

type FormOptions = ToolOptions & Pick<CheckedOptions, 'responseFormat'>;

/**
 * Undefined if calls do not matter to the form of the text.
 * @throws PocketM1Error `invalid-argument`, when it is compiled, for a model whose calls cannot be guided, and for a schema that
 * has no automaton.
 */
export function toolForm(model: Model, options: FormOptions, syntax: CallSyntax): TextForm | undefined {
  const { tools, toolChoice, parallelToolCalls, responseFormat } = options;
  const tags = blockTagsOf(syntax, model.tokenizer.addedTokens);
  const notInThinking = tags.filter((tag) => typeof tag === 'string');
  if (toolChoice === 'none') {
    if (responseFormat) return undefined;
    return { key: JSON.stringify(['no calls', tags]), compile: () => textWithout(tags), notInThinking };
  }
  const hasForm = toolChoice !== 'auto' || !parallelToolCalls || responseFormat !== undefined;
  const isGuided = hasForm || tools.some(({ strict }) => strict === true);
  if (tools.length === 0 || !isGuided) return undefined;
  const key = writeExactJson([tools, toolChoice, parallelToolCalls, responseFormat, tags]);
  return { key, compile: () => compileToolForm(model, options, syntax), notInThinking };
}

function compileToolForm(model: Model, options: FormOptions, syntax: CallSyntax): Piece {
  const { tokenizer, template, defaults } = model;
  const { tools, toolChoice, parallelToolCalls, responseFormat } = options;
  const symbols = symbolsOf(model);
  const tags = blockTagsOf(syntax, tokenizer.addedTokens);
  const format = template.callFormat(defaults.stopIds);
  if (!format || !hasOpeningTag(format, tags) || !readsCalls(tokenizer, format, syntax)) {
    throw new PocketM1Error(
      'invalid-argument',
      `${reason(options)} cannot be kept: this library does not know how to begin and end a call in the form that the model's chat template writes. Use toolChoice "auto" without strict tools and without responseFormat.`,
      { details: { option: toolChoice === 'auto' ? 'tools' : 'toolChoice' } },
    );
  }
  const named = typeof toolChoice === 'object' ? toolChoice.name : undefined;
  const form: CallsForm = {
    format,
    tools: tools
      .filter(({ name }) => named === undefined || name === named)
      .map((definition) => ({ definition, strict: definition.strict ?? toolChoice !== 'auto' })),
    parallel: parallelToolCalls && named === undefined,
  };
  if (toolChoice !== 'auto') return onlyCalls(form, symbols);
  if (!responseFormat) return textWithCalls(form, tags, symbols);
  const text = compileResponseFormat(responseFormat);
  return choice(onlyCalls(form, symbols), responseFormat.type === 'regex' ? withoutTags(text, tags) : text);
}

function reason({ toolChoice, responseFormat }: FormOptions): string {
  if (toolChoice !== 'auto') return `toolChoice ${JSON.stringify(toolChoice)}`;
  return responseFormat ? 'responseFormat with tools' : 'The form of calls';
}

/** Whether a call in this format is read as one. */
function readsCalls(
  tokenizer: Tokenizer,
  { open, middle, close }: CallFormat,
  callSyntax: CallSyntax,
): boolean {
  const call: PromptPiece[] = [...open, 'f', ...middle, '{}', ...close];
  const segmenter = new Segmenter(tokenizer, { callSyntax });
  const parts = [...tokenizer.encode(call).flatMap((id) => segmenter.push(id)), ...segmenter.finish()];
  const texts = parts.filter((part) => 'text' in part && part.text.trim() !== '');
  const calls = parts.filter((part) => part.type === 'tool-call');
  return texts.length === 0 && calls.length === 1 && calls[0]!.name === 'f';
}
