// Which shards some tab of this site is fetching or storing now: each holds a Web Lock for as long as that takes.

/** The lock of one shard in one store. */
export function lockName(store: string, sha256: string): string {
  return `${store} shard ${sha256}`;
}

/** The shards that some tab is fetching or storing now, by hash; none that is known of where there are no locks. */
export async function beingFetched(store: string): Promise<Set<string>> {
  const prefix = lockName(store, '');
  const { held = [] } = (await globalThis.navigator?.locks?.query()) ?? {};
  return new Set(
    held.flatMap(({ name = '' }) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : [])),
  );
}
