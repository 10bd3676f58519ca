// What goes with the weights: configuration, tokenizer and chat template.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestFile } from '../shards/manifest.ts';
import { chatTemplateSources } from '../text/chat-template.ts';
import { checkpointError } from './checkpoint.ts';
import type { OutputFolder } from './output-folder.ts';

const TOKENIZER_CONFIG = 'tokenizer_config.json';
const FILES = [
  'config.json',
  'generation_config.json',
  'tokenizer.json',
  TOKENIZER_CONFIG,
  'special_tokens_map.json',
];

/**
 * Copies them into the shard folder. A chat template that newer versions of `transformers` keep in a file of its own goes
 * where older ones have it and the browser looks: into tokenizer_config.json.
 *
 * @param onNote Told of what a browser will miss.
 * @throws PocketM1Error 'checkpoint-invalid' for a file that is not JSON.
 */
export async function copyTextFiles(
  checkpointDir: string,
  out: OutputFolder,
  onNote: (note: string) => void = () => {},
): Promise<ManifestFile[]> {
  const template = await readIfPresent(join(checkpointDir, 'chat_template.jinja'));
  const files: ManifestFile[] = [];
  let hasTemplate = false;
  for (const file of FILES) {
    let bytes = await readIfPresent(join(checkpointDir, file));
    if (file === TOKENIZER_CONFIG && template) bytes = withTemplate(bytes, template);
    if (bytes === null) continue;
    const content = parseObject(file, bytes);
    if (file === TOKENIZER_CONFIG) hasTemplate = isUsable(content);
    files.push(await out.write(file, bytes));
  }
  if (!files.some(({ file }) => file === 'tokenizer.json')) {
    onNote('without a tokenizer.json no browser can load the model');
  }
  if (!hasTemplate) {
    onNote(
      'without a chat template, in tokenizer_config.json or chat_template.jinja, no browser can load the model',
    );
  }
  return files;
}

function withTemplate(tokenizerConfig: Buffer | null, template: Buffer): Buffer {
  const config = tokenizerConfig && parseObject(TOKENIZER_CONFIG, tokenizerConfig);
  return Buffer.from(`${JSON.stringify({ ...config, chat_template: template.toString('utf8') }, null, 1)}\n`);
}

function isUsable(tokenizerConfig: unknown): boolean {
  try {
    chatTemplateSources(tokenizerConfig);
    return true;
  } catch {
    return false;
  }
}

function parseObject(file: string, bytes: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw checkpointError(`${file}: is not JSON`, cause);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw checkpointError(`${file}: is not a JSON object`);
}

async function readIfPresent(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
