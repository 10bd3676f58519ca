// A worker that loads a whole model like a second tab, with its own memory, and shared IndexedDB and Web Locks.

import { createShardSource } from '../../src/shards/source.ts';
import { ShardStore } from '../../src/storage/shard-store.ts';

export interface TabTask {
  url: string;
  name: string;
  /** Prefetch the experts, and nothing else. */
  prefetch?: boolean;
}

self.onmessage = async ({ data }: MessageEvent<TabTask>) => {
  const source = await createShardSource({ baseUrl: data.url, store: new ShardStore({ name: data.name }) });
  let coreBytes = 0;
  if (data.prefetch) {
    await source.prefetch();
  } else {
    const experts = source.manifest.shards.filter((shard) => shard.role === 'expert');
    await Promise.all(experts.map(({ layer, expert }) => source.expert(layer, expert)));
    for await (const { content } of source.coreShards()) coreBytes += content.byteLength;
  }
  // Terminating a tab ends its writes.
  await source.settled();
  self.postMessage({ stats: source.stats, backgroundStats: source.backgroundStats, coreBytes });
};
