// Web Locks for the shards that some tab of this site is fetching or storing.

/** The lock of one shard in one store. */
export function lockName(store: string, sha256: string): string {
  return `${store} shard ${sha256}`;
}

/** The hashes of the shards that some tab is fetching or storing; empty if the page has no locks. */
export async function beingFetched(store: string): Promise<Set<string>> {
  const prefix = lockName(store, '');
  // Rejects on pages with an opaque origin.
  const { held = [] } = (await globalThis.navigator?.locks?.query().catch(() => undefined)) ?? {};
  return new Set(
    held.flatMap(({ name = '' }) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : [])),
  );
}
