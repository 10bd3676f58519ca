// A conversation in wllama, turn by turn: the time to each turn's first token with and without its cache of the last prompt.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumArgs } from '../../scripts/chromium.mjs';
import { withPeer } from './browser.mjs';
import { candidates } from './candidates.mjs';
import { importSource } from './import-source.mjs';
import { promptMaker } from './prompts.mjs';
import { serveFolders } from './server.mjs';
import { readJson, readManifest } from './shard-folder.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const modules = join(here, 'node_modules');

/** The fastest of wllama's variants that runs in every browser: see README.md. */
const peer = candidates.find(({ id }) => id === 'wllama-q8-wasm-2');

/**
 * Returns for each of the prompts (a turn's token ids) { readTokens, cachedMs, wholeMs }: how many tokens wllama reads with
 * its cache, and milliseconds to the first token with the cache and without it, as spreads of `runs` conversations.
 */
export async function chatWithWllama({ modelFolder, prompts, runs, onProgress = () => {} }) {
  const { spread } = await importSource('bench/statistics.ts');
  const { spelled } = await promptMaker(modelFolder);
  const given = prompts.map((ids) => spelled(ids));
  if (given.includes(undefined))
    throw new Error('wllama would read a prompt of the conversation as other tokens.');
  const { convertedModel } = await import('./converted.mjs');
  const manifest = await readManifest(modelFolder);
  const { folder } = await convertedModel(modelFolder, manifest, [1]);
  const { version } = await readJson(join(modules, '@wllama/wllama'), 'package.json');
  const server = await serveFolders({
    page: join(here, 'page'),
    model: folder,
    wllama: join(modules, '@wllama/wllama/esm'),
  });
  const contextLength = Math.max(...prompts.map(({ length }) => length)) + 64;
  const options = {
    ...peer,
    url: server.url,
    browserArgs: chromiumArgs,
    config: manifest.config,
    contextLength,
  };
  try {
    return await withPeer(options, async ({ firstToken, build }) => {
      const samples = given.map(() => ({ cached: [], whole: [], readTokens: 0 }));
      // The first conversation warms up.
      for (let run = 0; run <= runs; run++) {
        for (const cache of [true, false]) {
          onProgress(`wllama, conversation ${run} of ${runs}, ${cache ? 'with' : 'without'} its cache`);
          // The cached prompt of the conversation before has no prefix in common with this one.
          await firstToken(spelled(prompts[0].slice(0, 1)), { cache: false });
          for (const [i, prompt] of given.entries()) {
            const { ms, read } = await firstToken(prompt, { cache });
            if (run === 0) continue;
            samples[i][cache ? 'cached' : 'whole'].push(ms);
            if (cache) samples[i].readTokens = read;
          }
        }
      }
      const turns = samples.map(({ cached, whole, readTokens }) => {
        return { readTokens, cachedMs: spread(cached), wholeMs: spread(whole) };
      });
      return { peer: `wllama ${version} (llama.cpp ${build}), ${peer.id}`, turns };
    });
  } finally {
    server.close();
  }
}
