// Addresses of shard folders, as an application gives them.

import { PocketM1Error } from '../errors.ts';

/** The absolute address; a relative one is resolved against the page, since a worker would resolve it against itself. */
export function resolveAddress(url: string | URL): string {
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  try {
    return new URL(url, page).href;
  } catch (cause) {
    throw new PocketM1Error(
      'invalid-argument',
      `${JSON.stringify(url)} is not the address of a model's folder.`,
      {
        cause,
      },
    );
  }
}
