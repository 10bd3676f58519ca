// The page's side of fetching every expert.

import type { PrefetchAllOptions, PrefetchProgress } from '../contract/load.ts';
import { checkFields } from '../text/plain-data.ts';
import type { Connection } from './connection.ts';
import { openStream } from './stream.ts';

/** @internal */
export async function prefetchAll(
  connection: Connection,
  options: PrefetchAllOptions | null | undefined,
): Promise<void> {
  const { onProgress, signal } = options ?? {};
  checkFields(options ?? {}, 'prefetchAll', { kind: 'option', names: ['onProgress', 'signal'] });
  const steps = openStream<PrefetchProgress, void>(
    connection,
    (host, port) => host.prefetchAll(port),
    signal,
  );
  for await (const progress of steps) {
    try {
      onProgress?.(progress);
    } catch (error) {
      // Like an event listener's error, it does not stop the rest.
      reportError(error);
    }
  }
}
