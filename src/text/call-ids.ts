// Ids for tool calls without an id of the model's own.

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * Returns the id of the call with a given index in an answer: `call_` and eight characters. The same seed and prompt give
 * the same ids; another turn of the conversation has another prompt and so other ids. Goes through the prompt at
 * the first call, because most answers have no calls.
 */
export function callIds(seed: number, prompt: Iterable<number>): (index: number) => string {
  let known: number | undefined;
  const hashPrompt = (): number => {
    let hash = mix(seed % 2 ** 32, Math.floor(seed / 2 ** 32));
    for (const id of prompt) hash = mix(hash, id);
    return hash;
  };
  return (index) => {
    known ??= hashPrompt();
    const hash = known;
    const words = [mix(hash, 2 * index), mix(hash, 2 * index + 1)];
    const characters = words.flatMap((word) =>
      [0, 5, 10, 15].map((shift) => ALPHABET[(word >>> shift) & 31]),
    );
    return `call_${characters.join('')}`;
  };
}

/** Adds one word to a 32-bit hash, with the mixing steps of Murmur3. */
function mix(hash: number, word: number): number {
  let bits = Math.imul(word, 0xcc9e2d51);
  bits = Math.imul((bits << 15) | (bits >>> 17), 0x1b873593) ^ hash;
  bits = (Math.imul((bits << 13) | (bits >>> 19), 5) + 0xe6546b64) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
