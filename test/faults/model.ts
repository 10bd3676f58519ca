// The models of the fault matrix: random checkpoints, and a tokenizer that makes their answers readable.

import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { convert } from '../../src/cli/convert.ts';
import { fixtureDir, readConfig } from '../support/checkpoint-files.ts';

/** Renders the first message's text, which suffices for a single question. */
const firstMessage = "{{ messages[0]['content'][0]['text'] }}";

/** Renders every message's text, with a mark before each answer. */
export const conversation =
  "{% for message in messages %}{% if message['role'] == 'assistant' %}>{% endif %}{{ message['content'][0]['text'] }}{% endfor %}{% if add_generation_prompt %}>{% endif %}";

interface ModelOptions {
  fixture?: 'hybrid-8' | 'lightning-shared';
  quant?: 'q8' | 'q4';
  template?: string;
}

/**
 * Writes a model's shard folder. `hybrid-8` has eight layers of eight experts, 1.2 MB in 64 expert files and a core shard;
 * `lightning-shared` has four layers of eight experts and a shared one, without softmax attention.
 */
export async function writeModel(
  checkpoint: string,
  folder: string,
  { fixture = 'hybrid-8', quant = 'q8', template = firstMessage }: ModelOptions = {},
): Promise<void> {
  const source = fixtureDir(fixture);
  const { vocab_size } = await readConfig(source);
  await mkdir(checkpoint, { recursive: true });
  const files: Record<string, unknown> = {
    'tokenizer.json': tokenizer(vocab_size as number),
    'tokenizer_config.json': { chat_template: template },
    // No token ends an answer, so it always has maxTokens tokens.
    'generation_config.json': { do_sample: true, temperature: 0.8, top_p: 0.95 },
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(checkpoint, name), JSON.stringify(content));
  }
  for (const name of ['config.json', 'model.safetensors']) {
    await copyFile(join(source, name), join(checkpoint, name));
  }
  await convert(checkpoint, folder, { quant });
}

/** Each printable character is a token; all other ids are numbers, so that different answers have different texts. */
function tokenizer(vocabSize: number): unknown {
  const characters = Array.from({ length: 0x7e - 0x20 }, (_, i) => String.fromCharCode(0x21 + i));
  const vocab = ['Ġ', ...characters];
  while (vocab.length < vocabSize) vocab.push(`Ġ${vocab.length}`);
  return {
    model: { type: 'BPE', vocab: Object.fromEntries(vocab.map((token, id) => [token, id])), merges: [] },
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, use_regex: false },
    decoder: { type: 'ByteLevel' },
  };
}
