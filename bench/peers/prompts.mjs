// Prompts of an exact number of tokens, as ids and as text, because one of the peers accepts only text.

import { importSource } from './import-source.mjs';
import { readJson } from './shard-folder.mjs';

const story =
  'The old man walked down to the sea every morning and looked at the boats. He thought about the days when he was ' +
  'young and strong. One day a small boy came and sat next to him on the stones. They watched the water for a long ' +
  'time, and then the boy asked what he could see. The man was happy and told him a story about a big fish, a little ' +
  'girl who lived near the forest, and a red bird that sang in the tree.';

/** Returns `prompt(tokens)`, and `spelled(ids)`: the ids with their text, or undefined if that text has other ids. */
export async function promptMaker(folder) {
  const { createTokenizer } = await importSource('src/text/tokenizer.ts');
  const [definition, config] = await Promise.all(
    ['tokenizer.json', 'tokenizer_config.json'].map((file) => readJson(folder, file)),
  );
  const tokenizer = createTokenizer(definition, config);
  const spelled = (ids) => {
    const text = tokenizer.decode(ids);
    const again = tokenizer.encode(text);
    return again.length === ids.length && again.every((id, i) => id === ids[i]) ? { ids, text } : undefined;
  };
  const start = tokenizer.idOf('<begin_of_document>') ?? tokenizer.encode('Once')[0];
  const words = tokenizer.encode(story);
  const prompt = (tokens) => {
    const ids = [start, ...Array.from({ length: tokens - 1 }, (_, i) => words[i % words.length])];
    const made = spelled(ids);
    if (!made) throw new Error(`The tokenizer has no text of ${tokens} tokens made of the story's.`);
    return made;
  };
  return { prompt, spelled };
}
