// A byte-level tokenizer of 256 bytes, and its other files, for tests that change parts of them.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface AddedTokenEntry {
  id: number;
  content: string;
  special?: boolean;
}

/** The alphabet of byte-level BPE in the order of its bytes. */
const symbols: string[] = (() => {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const prints = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    return String.fromCharCode(prints ? byte : next++);
  });
})();

/** tokenizer.json: ids 0 to 255 are the bytes, followed by `words`, spelled in the alphabet. */
export function byteTokenizer({
  words = [],
  added = [],
}: {
  words?: string[];
  added?: AddedTokenEntry[];
} = {}) {
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: false };
  return {
    version: '1.0',
    added_tokens: added.map((token) => ({ ...flags, ...token })),
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, use_regex: true } as unknown,
    post_processor: null,
    decoder: { type: 'ByteLevel' } as unknown,
    model: {
      type: 'BPE',
      vocab: Object.fromEntries([...symbols, ...words].map((token, id) => [token, id])),
      merges: [],
    } as Record<string, unknown>,
  };
}

/** Writes every message completely, for any role, each after its role. */
export const plainTemplate =
  "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}" +
  '{{ tools | tojson if tools }}';

/** Writes files into a folder: text unchanged, other values as JSON. */
export async function writeFiles(dir: string, files: Record<string, unknown>): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    if (content === undefined) continue;
    await writeFile(join(dir, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
}
