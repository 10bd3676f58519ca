// How the model is asked, by the visitor's settings.

import type { ResponseFormat, RunToolsOptions, ToolDefinition } from '../src/index.ts';
import type { Settings } from './settings.ts';
import { tools } from './tools.ts';

/** Maximum number of answers per question. */
const MAX_ROUNDS = 5;

/** @throws SyntaxError for a schema that is no JSON. */
export function answerOptions(settings: Settings): RunToolsOptions {
  const { temperature, topP, topK, minP, repetitionPenalty, maxTokens, thinkingBudget, seed } = settings;
  return {
    temperature,
    topP,
    topK,
    minP,
    repetitionPenalty,
    maxTokens,
    thinkingBudget,
    seed,
    responseFormat: responseFormatOf(settings),
    maxRounds: MAX_ROUNDS,
    // An answer of a given form calls no tools.
    tools: settings.format === 'text' ? chosenTools(settings) : {},
  };
}

/** What a server with OpenAI's API understands of them. */
export function serverOptions(settings: Settings): RunToolsOptions {
  const { temperature, topP, maxTokens, seed, tools, maxRounds } = answerOptions({
    ...settings,
    format: 'text',
  });
  return { temperature, topP, maxTokens, seed, tools, maxRounds };
}

function chosenTools(settings: Settings): RunToolsOptions['tools'] {
  return Object.fromEntries(Object.entries(tools).filter(([name]) => settings.tools.includes(name)));
}

/** The tools as the model is told of them. */
export function toolDefinitions(settings: Settings): ToolDefinition[] {
  return Object.entries(chosenTools(settings)).map(([name, { description, schema }]) => ({
    name,
    description: description!,
    parameters: schema!,
  }));
}

function responseFormatOf({ format, schema }: Settings): ResponseFormat | null {
  if (format === 'text') return null;
  if (format === 'json') return { type: 'json_object' };
  return { type: 'json_schema', schema: JSON.parse(schema) };
}
