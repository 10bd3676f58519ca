// Reads a whole file into a buffer of its own.

import { readFile } from 'node:fs/promises';

export async function readBytes(path: string): Promise<ArrayBuffer> {
  const content = await readFile(path);
  return content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer;
}
