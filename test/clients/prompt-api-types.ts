// The class that we return, held against the types of the browser's own: code for the one compiles with the other.

/// <reference types="dom-chromium-ai" />

import {
  createLanguageModel,
  type ModelWithSessions,
} from '../../src/adapters/prompt-api/create-language-model.ts';

/** What is deprecated in pages, which only extensions have. */
type ForExtensions =
  | 'topK'
  | 'temperature'
  | 'inputUsage'
  | 'inputQuota'
  | 'measureInputUsage'
  | 'onquotaoverflow';
type Session = Omit<
  LanguageModel,
  ForExtensions | 'clone' | 'oncontextoverflow' | 'addEventListener' | 'removeEventListener'
>;

interface LanguageModelClass {
  availability(options?: LanguageModelCreateCoreOptions): Promise<Availability>;
  create(
    options?: LanguageModelCreateOptions,
  ): Promise<Session & { clone(options?: LanguageModelCloneOptions): Promise<Session> }>;
}

export function asBrowsersClass(model: ModelWithSessions): LanguageModelClass {
  return createLanguageModel(model);
}
