// POST /v1/minimax-m1/generate: a question, its answer, and the experts that computed it.

import type { Answering } from './answering.ts';
import { m1Parameters, readOptions } from './options.ts';
import { invalidType, type JsonObject, refuseUnknown } from './request-body.ts';
import { RequestError } from './request-error.ts';
import { findModel, type ServedModel } from './served-models.ts';
import { openAIUsage } from './shapes.ts';

export async function generateM1(fields: JsonObject, { models, signal }: Answering): Promise<Response> {
  refuseUnknown(fields, ['model', 'input', 'context_window', ...Object.keys(m1Parameters)]);
  // The API has no names for models, so that the only one needs none.
  const model = findModel(models, fields.model ?? (models.size === 1 ? [...models.keys()][0] : undefined));
  const { input, context_window: window } = fields;
  if (typeof input !== 'string') throw invalidType('input', input, 'a text');
  const options = readOptions(fields, m1Parameters);
  if (window !== undefined) {
    const room = await roomIn(model, input, window);
    const { maxTokens = room } = options;
    // The library refuses what is no number.
    options.maxTokens = typeof maxTokens === 'number' ? Math.min(room, maxTokens) : maxTokens;
  }
  const { text, thinking, usage, routing } = await model.generate(input, {
    ...options,
    routing: true,
    signal,
  }).result;
  return Response.json({
    text,
    ...(thinking !== '' && { thinking }),
    usage: openAIUsage(usage),
    // (tokens, layers, experts of a token)
    routing: routing && { experts: [...routing.experts], weights: [...routing.weights] },
  });
}

/** How many tokens an answer may have. */
async function roomIn(model: ServedModel, input: string, window: JsonObject[string]): Promise<number> {
  const param = 'context_window';
  const { contextLength = Number.MAX_SAFE_INTEGER } = model;
  if (typeof window !== 'number' || !Number.isInteger(window) || window < 1) {
    throw invalidType(param, window, 'a whole number of tokens');
  }
  if (window > contextLength) {
    const message = `context_window is ${window}, but this model has ${contextLength} tokens.`;
    throw new RequestError('invalid_value', message, { param });
  }
  const promptTokens = await model.countTokens(input);
  if (promptTokens < window) return window - promptTokens;
  const message = `The prompt has ${promptTokens} tokens, which leaves no room in a context_window of ${window}.`;
  throw new RequestError('context-exceeded', message, { param });
}
