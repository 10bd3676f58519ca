// Checks that page and worker have the same release, because their protocol may change with any release.

import { version } from '../../package.json';
import { PocketM1Error } from '../errors.ts';

export const RELEASE: string = version;

/**
 * Both sides call this, because the other side may be too old to do so.
 * @throws PocketM1Error `invalid-argument`.
 */
export function requireSameRelease(sides: { page: string | undefined; worker: string | undefined }): void {
  const { page, worker } = sides;
  if (page === worker) return;
  const named = (release: string | undefined): string =>
    release === undefined ? 'an unknown release' : `release ${release}`;
  throw new PocketM1Error(
    'invalid-argument',
    `The worker runs another release of pocket-m1 than the page: worker.js is of ${named(worker)}, index.js of ${named(page)}. Serve both from the same installation, and renew copies and caches of the older one.`,
    { details: { expected: page ?? null, actual: worker ?? null } },
  );
}
