// Addresses of shard folders, as an application gives them.

import { PocketM1Error } from '../errors.ts';

/** The absolute address; a relative one is resolved against the page, since a worker would resolve it against itself. */
export function resolveAddress(url: string | URL): string {
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  let address: URL;
  try {
    address = new URL(url, page);
  } catch (cause) {
    throw new PocketM1Error(
      'invalid-argument',
      `${JSON.stringify(url)} is not the address of a model's folder.`,
      { cause },
    );
  }
  if (address.search !== '') {
    throw new PocketM1Error(
      'invalid-argument',
      `${address.href} has a query, but the files of a folder are asked for without one: leave it out, and pass what the server needs as fetchOptions.headers.`,
    );
  }
  return address.href;
}
