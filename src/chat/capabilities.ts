// What a model that runs in the library's own engine can do.

import type { Capability } from '../contract/chat-model.ts';

export const engineCapabilities: readonly Capability[] = [
  'count-tokens',
  'top-k',
  'min-p',
  'thinking-budget',
  'structured',
  'routing',
];
