// What answering a request needs besides its fields.

import type { ServedModel } from './served-models.ts';

export interface Answering {
  /** By the names that clients know. */
  models: ReadonlyMap<string, ServedModel>;
  /** Its abort stops the model, and the request fails with its reason. */
  signal: AbortSignal;
}
