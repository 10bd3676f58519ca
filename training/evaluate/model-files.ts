// A shard folder on this machine, opened as an application's worker opens one over the network.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gpu } from '../../src/gpu/device.ts';
import { createEngine, type Engine } from '../../src/runtime/engine.ts';
import { folderSource } from '../../src/runtime/folder-source.ts';
import type { ChatModel } from '../../src/runtime/generation.ts';
import { type GenerationDefaults, parseGenerationConfig } from '../../src/runtime/generation-config.ts';
import type { ModelSource } from '../../src/runtime/load.ts';
import { type Manifest, parseManifest } from '../../src/shards/manifest.ts';
import { type ChatTemplate, chatTemplateSource, createChatTemplate } from '../../src/text/chat-template.ts';
import { createTokenizer, type Tokenizer } from '../../src/text/tokenizer.ts';

export interface ModelFiles {
  folder: string;
  manifest: Manifest;
  source: ModelSource;
  tokenizer: Tokenizer;
  template: ChatTemplate;
  defaults: GenerationDefaults;
}

export async function openModelFiles(folder: string): Promise<ModelFiles> {
  const read = async (file: string): Promise<ArrayBuffer> => {
    const { buffer, byteOffset, byteLength } = await readFile(join(folder, file));
    return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  };
  const json = async (file: string): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(await read(file)));
  const manifest = parseManifest(await json('manifest.json'));
  const tokenizerConfig = await json('tokenizer_config.json');
  const tokenizer = createTokenizer(await json('tokenizer.json'), tokenizerConfig);
  const hasDefaults = manifest.files.some(({ file }) => file === 'generation_config.json');
  return {
    folder,
    manifest,
    source: folderSource(manifest, read),
    tokenizer,
    template: createChatTemplate(chatTemplateSource(tokenizerConfig), tokenizer.namedTokens),
    defaults: parseGenerationConfig(
      hasDefaults ? await json('generation_config.json') : undefined,
      tokenizer,
    ),
  };
}

export interface Chat extends ChatModel {
  engine: Engine;
}

/** Every expert that has room comes at once, so that no answer waits for one. `engine.dispose()` frees it all. */
export async function openChat(gpu: Gpu, files: ModelFiles, contextLength: number): Promise<Chat> {
  const { manifest, source, tokenizer, template, defaults } = files;
  const { config } = manifest;
  const engine = await createEngine({
    gpu,
    manifest,
    source,
    allowed: tokenizer.knownIds(config.vocabSize),
    contextLength,
  });
  for (let layer = 0; layer < config.layers.length; layer++) {
    for (let expert = 0; expert < config.numLocalExperts; expert++) {
      if (engine.wants(layer, expert)) engine.place(layer, expert, await source.expert(layer, expert));
    }
  }
  const none = (): { files: number; bytes: number } => ({ files: 0, bytes: 0 });
  const fetches = { network: none(), indexeddb: none(), memory: none() };
  return { engine, tokenizer, template, defaults, fetches };
}
