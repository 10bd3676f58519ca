// Checks our class against the browser's types: code for one compiles with the other.

/// <reference types="dom-chromium-ai" />

import {
  createLanguageModel,
  type ModelWithSessions,
} from '../../src/adapters/prompt-api/create-language-model.ts';

/** Members that are deprecated in pages and exist only in extensions. */
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
