// Resolves the addresses of shard folders and scripts.

import { PocketM1Error } from '../errors.ts';

/**
 * Returns the absolute address. Relative addresses are resolved against the page, because a worker would resolve them against
 * its script. User and password are removed, because `fetch` rejects them and the browser sends those of the page itself.
 * @throws PocketM1Error `invalid-argument` when it is not an address, or has a query.
 */
export function resolveAddress(url: string | URL): string {
  const address = parse(url);
  if (!address) {
    throw new PocketM1Error(
      'invalid-argument',
      `${showAddress(url)} is not the address of a model's folder.`,
    );
  }
  const { href } = withoutCredentials(address);
  if (address.search === '') return href;
  throw new PocketM1Error(
    'invalid-argument',
    `${href.slice(0, href.indexOf('?'))} has a query, which requests for the files of the folder cannot repeat: leave it out, and pass what the server needs in fetchOptions.headers.`,
  );
}

/** A copy of the address without user and password. */
export function withoutCredentials(address: URL): URL {
  const copy = new URL(address);
  copy.username = '';
  copy.password = '';
  return copy;
}

function parse(url: unknown): URL | undefined {
  if (typeof url !== 'string' && Object.prototype.toString.call(url) !== '[object URL]') return undefined;
  try {
    return new URL(url as string | URL, globalThis.document?.baseURI ?? globalThis.location?.href);
  } catch {
    return undefined;
  }
}

/** A given value for an error message, without anything that may be a user and a password. */
function showAddress(url: unknown): string {
  if (typeof url === 'string') return JSON.stringify(url.replace(/\/\/.*@/s, '//'));
  return url === null || typeof url !== 'object' ? String(url) : Object.prototype.toString.call(url);
}
