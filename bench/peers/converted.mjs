// The model in the peers' file formats, cached by the revision of the shards and the version of the converters.

import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ggufFile } from './gguf.mjs';
import { onnxGraph } from './onnx-graph.mjs';
import { onnxWeights } from './onnx-weights.mjs';
import { isGranite, readModel } from './shard-folder.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const converters = ['weights', 'shard-folder', 'gguf', 'onnx-file', 'onnx-graph', 'onnx-weights'];
const ONNX_WEIGHTS = 'weights.bin';
const ONNX_INDEX = 'weights.index';

/**
 * A folder with `q4_0.gguf`, `q8_0.gguf` (the same values in 8-bit blocks), the ONNX graphs' weights and one graph
 * `<tokens>.onnx` for each of the lengths; `megabytes` of the weights by file. Granite has only `q4_0.gguf`.
 */
export async function convertedModel(shardFolder, manifest, lengths) {
  const hash = createHash('sha256');
  for (const name of converters) hash.update(await readFile(join(here, `${name}.mjs`)));
  const cache = join(here, 'cache');
  const folder = join(cache, `${manifest.name}-${manifest.revision}-${hash.digest('hex').slice(0, 8)}`);
  if (!(await exists(folder))) {
    const model = await readModel(shardFolder, manifest);
    await mkdir(cache, { recursive: true });
    const unfinished = await mkdtemp(join(cache, 'unfinished-'));
    const write = (file, content) => writeFile(join(unfinished, file), content);
    try {
      await write('q4_0.gguf', ggufFile(model, { wide: false }));
      if (!isGranite(manifest.config)) {
        await write('q8_0.gguf', ggufFile(model, { wide: true }));
        const { index, pieces } = await onnxWeights(model);
        await write(ONNX_WEIGHTS, pieces);
        await write(ONNX_INDEX, JSON.stringify(index));
      }
      await rename(unfinished, folder);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
  const megabytes = {};
  const measure = async (file) => {
    megabytes[file] = (await stat(join(folder, file))).size / 1e6;
  };
  await measure('q4_0.gguf');
  if (isGranite(manifest.config)) return { folder, megabytes };
  const index = JSON.parse(await readFile(join(folder, ONNX_INDEX), 'utf8'));
  for (const tokens of new Set(lengths)) {
    await writeFile(join(folder, `${tokens}.onnx`), onnxGraph(manifest.config, tokens, index, ONNX_WEIGHTS));
  }
  await measure('q8_0.gguf');
  await measure(ONNX_WEIGHTS);
  return { folder, megabytes };
}

const exists = (path) =>
  stat(path).then(
    () => true,
    () => false,
  );
