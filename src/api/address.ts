// Addresses of shard folders and scripts, as an application gives them.

import { PocketM1Error } from '../errors.ts';

/**
 * The absolute address; a relative one is resolved against the page, since a worker would resolve it against itself. User
 * and password are cut off: `fetch` refuses them, and the browser remembers those that the page was opened with.
 */
export function resolveAddress(url: string | URL): string {
  const address = parse(url);
  if (!address) {
    throw new PocketM1Error('invalid-argument', `${describe(url)} is not the address of a model's folder.`);
  }
  const { href } = withoutCredentials(address);
  if (address.search === '') return href;
  throw new PocketM1Error(
    'invalid-argument',
    `${href.slice(0, href.indexOf('?'))} was given with a query, but the files of a folder are asked for without one: leave it out, and pass what the server needs as fetchOptions.headers.`,
  );
}

/** A copy of the address that may be shown. */
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

/** What was given, without what may be a user and a password. */
function describe(url: unknown): string {
  if (typeof url === 'string') return JSON.stringify(url.replace(/\/\/.*@/s, '//'));
  return url === null || typeof url !== 'object' ? String(url) : Object.prototype.toString.call(url);
}
