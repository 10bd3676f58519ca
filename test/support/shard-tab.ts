// A worker that loads a whole model, as a second tab would: own memory, shared IndexedDB and Web Locks.

import { createShardSource } from '../../src/shards/source.ts';
import { ShardStore } from '../../src/shards/store.ts';

self.onmessage = async ({ data }: MessageEvent<{ url: string; name: string }>) => {
  const source = await createShardSource({ baseUrl: data.url, store: new ShardStore({ name: data.name }) });
  const experts = source.manifest.shards.filter((shard) => shard.role === 'expert');
  await Promise.all(experts.map(({ layer, expert }) => source.expert(layer, expert)));
  let coreBytes = 0;
  for await (const { content } of source.coreShards()) coreBytes += content.byteLength;
  self.postMessage({ stats: source.stats, coreBytes });
};
