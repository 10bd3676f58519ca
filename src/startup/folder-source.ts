// A model source for a local shard folder, without verifying or storing files.

import { assert } from '../errors.ts';
import { isPacked, type Manifest } from '../shards/manifest.ts';
import type { ModelSource } from './load-onto-gpu.ts';

/** `read` receives the path of a file in the folder. */
export function folderSource(
  { shards }: Pick<Manifest, 'shards'>,
  read: (file: string) => Promise<ArrayBuffer>,
): ModelSource {
  return {
    async *coreShards() {
      for (const { file, role } of shards) if (role === 'core') yield { content: await read(file) };
    },
    async expert(layer, expert) {
      const shard = shards.find((s) => s.role === 'expert' && s.layer === layer && s.expert === expert);
      assert(shard, `the manifest has no expert ${expert} of layer ${layer}.`);
      if (!isPacked(shard)) return read(shard.file);
      const { pack, offset = 0, bytes } = shard;
      return (await read(pack)).slice(offset, offset + bytes);
    },
  };
}
