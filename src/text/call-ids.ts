// Ids of tool calls to which the model gave none.

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * The id of the call with this index in an answer: `call_` and eight characters. The same seed and prompt give the same ids, and
 * another turn of the conversation, having another prompt, gives others.
 */
export function callIds(seed: number, prompt: readonly number[]): (index: number) => string {
  let hash = mix(seed % 2 ** 32, Math.floor(seed / 2 ** 32));
  for (const id of prompt) hash = mix(hash, id);
  return (index) => {
    const words = [mix(hash, 2 * index), mix(hash, 2 * index + 1)];
    const characters = words.flatMap((word) =>
      [0, 5, 10, 15].map((shift) => ALPHABET[(word >>> shift) & 31]),
    );
    return `call_${characters.join('')}`;
  };
}

/** Murmur3's way to take one more word into a hash of 32 bits, and to spread it over all of them. */
function mix(hash: number, word: number): number {
  let bits = Math.imul(word, 0xcc9e2d51);
  bits = Math.imul((bits << 15) | (bits >>> 17), 0x1b873593) ^ hash;
  bits = (Math.imul((bits << 13) | (bits >>> 19), 5) + 0xe6546b64) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
