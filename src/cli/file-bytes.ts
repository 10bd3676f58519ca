// Reads a file, or a part of one, into a buffer of its own.

import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackedShard } from '../shards/manifest.ts';

export async function readBytes(path: string): Promise<ArrayBuffer> {
  const content = await readFile(path);
  return content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer;
}

/** The bytes of one expert in a pack of the folder, without the others; fewer where the pack ends early. */
export async function readPackedShard(
  dir: string,
  { pack, offset = 0, bytes }: PackedShard,
): Promise<ArrayBuffer> {
  const handle = await open(join(dir, pack));
  try {
    const content = new Uint8Array(bytes);
    const { bytesRead } = await handle.read(content, 0, bytes, offset);
    return content.buffer.slice(0, bytesRead);
  } finally {
    await handle.close();
  }
}
