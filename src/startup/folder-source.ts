// A model source for a local shard folder, without verifying or storing files.

import { assert } from '../errors.ts';
import { isPacked, type Manifest, type PackedShard } from '../shards/manifest.ts';
import type { ModelSource } from './load-onto-gpu.ts';

/**
 * `read` receives the path of a file in the folder. `readPacked` returns the bytes of one expert in a pack; by default they are
 * cut out of the whole pack.
 */
export function folderSource(
  { shards }: Pick<Manifest, 'shards'>,
  read: (file: string) => Promise<ArrayBuffer>,
  readPacked = async ({ pack, offset = 0, bytes }: PackedShard): Promise<ArrayBuffer> =>
    (await read(pack)).slice(offset, offset + bytes),
): ModelSource {
  return {
    async *coreShards() {
      for (const { file, role } of shards) if (role === 'core') yield { content: await read(file) };
    },
    async expert(layer, expert) {
      const shard = shards.find((s) => s.role === 'expert' && s.layer === layer && s.expert === expert);
      assert(shard, `the manifest has no expert ${expert} of layer ${layer}.`);
      return isPacked(shard) ? readPacked(shard) : read(shard.file);
    },
  };
}
