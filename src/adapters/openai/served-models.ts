// The models that a handler serves, by the names that clients know.

import type { ChatModel } from '../../contract/chat-model.ts';
import type { CompleteOptions, CompletionPart, GenerationResult } from '../../contract/generate.ts';
import { invalidType, type Json } from './request-body.ts';
import { RequestError } from './request-error.ts';

/** A model to serve. Without `complete`, it has no raw prompts. */
export interface ServedModel extends ChatModel {
  /** Continues a text without a chat template. */
  complete?(prompt: string, options?: CompleteOptions): CompletionRun;
}

/** A running completion. */
export interface CompletionRun extends AsyncIterable<CompletionPart> {
  /** The complete answer. Rejects when the completion fails, or is stopped. */
  readonly result: Promise<GenerationResult>;
}

/** A model that is served under its own name, or several by the names that clients use. */
export type ServedModels = ServedModel | Readonly<Record<string, ServedModel>>;

export function modelsByName(given: ServedModels): ReadonlyMap<string, ServedModel> {
  return isModel(given) ? new Map([[given.name, given]]) : new Map(Object.entries(given));
}

function isModel(given: ServedModels): given is ServedModel {
  return typeof given.generate === 'function';
}

/** @throws RequestError when there is no such model, or none is named. */
export function findModel(models: ReadonlyMap<string, ServedModel>, name: Json | undefined): ServedModel {
  if (typeof name !== 'string') throw invalidType('model', name, 'the name of a model');
  const model = models.get(name);
  if (model) return model;
  throw new RequestError(
    'model_not_found',
    `There is no model ${JSON.stringify(name)} here. There is ${[...models.keys()].join(', ') || 'none'}.`,
    { status: 404, param: 'model' },
  );
}
