// Writes a shard folder with random weights, such as of a released shape. Its tokenizer is artificial: every byte is a token,
// and the other ids are three letters each, which the model may generate but which the tokenizer never produces.

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importSource } from './import-source.mjs';

export async function writeRandomFolder(folder, { name, config }) {
  const { randomModel } = await importSource('bench/random-model.ts');
  const { sparseLayers } = await importSource('src/model/config.ts');
  const { manifest, source } = randomModel(config);
  await mkdir(join(folder, 'experts'), { recursive: true });
  const write = async (file, content) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
    await writeFile(join(folder, file), bytes);
    return { file, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const shards = [];
  for await (const { content } of source.coreShards()) {
    shards.push({ ...(await write(`core-${shards.length}.safetensors`, content)), role: 'core' });
  }
  for (const layer of sparseLayers(config)) {
    for (let expert = 0; expert < config.numLocalExperts; expert++) {
      const content = await source.expert(layer, expert);
      const written = await write(`experts/${layer}-${expert}.safetensors`, content);
      shards.push({ ...written, role: 'expert', layer, expert });
    }
  }
  const files = [];
  for (const [file, content] of Object.entries(textFiles(config.vocabSize))) {
    files.push(await write(file, JSON.stringify(content)));
  }
  const hashes = shards.map(({ sha256 }) => sha256).join('\n');
  const revision = createHash('sha256').update(hashes).digest('hex').slice(0, 16);
  await write('manifest.json', JSON.stringify({ ...manifest, name, revision, files, shards }));
}

function textFiles(vocabSize) {
  // The alphabet of byte-level BPE: printable bytes as they are, the others from U+0100 on.
  const prints = (byte) => (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
  let next = 0x100;
  const symbols = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(prints(byte) ? byte : next++));
  // Letters, because wllama stops at text that is not UTF-8.
  const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const followed = (texts) => texts.flatMap((text) => letters.map((letter) => text + letter));
  const tokens = symbols.concat(followed(followed(letters)));
  const vocab = Object.fromEntries(tokens.slice(0, vocabSize).map((token, id) => [token, id]));
  return {
    'config.json': { bos_token_id: 0, eos_token_id: 0 },
    'tokenizer.json': {
      version: '1.0',
      added_tokens: [],
      normalizer: null,
      pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, use_regex: true },
      post_processor: null,
      decoder: { type: 'ByteLevel' },
      model: { type: 'BPE', vocab, merges: [] },
    },
    'tokenizer_config.json': { chat_template: "{% for m in messages %}{{ m['content'] }}\n{% endfor %}" },
  };
}
