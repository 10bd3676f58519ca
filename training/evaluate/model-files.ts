// Opens a shard folder on this machine as an application's worker opens one over the network.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChatPipeline } from '../../src/chat/answer.ts';
import { type ChatText, loadChatText } from '../../src/chat/chat-text.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import { sparseLayers } from '../../src/model/config.ts';
import { type Manifest, parseManifest } from '../../src/shards/manifest.ts';
import { createEngine } from '../../src/startup/create-engine.ts';
import { folderSource } from '../../src/startup/folder-source.ts';
import type { ModelSource } from '../../src/startup/load-onto-gpu.ts';

export interface ModelFiles extends ChatText {
  folder: string;
  manifest: Manifest;
  source: ModelSource;
}

export async function openModelFiles(folder: string): Promise<ModelFiles> {
  const read = async (file: string): Promise<ArrayBuffer> => {
    const { buffer, byteOffset, byteLength } = await readFile(join(folder, file));
    return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  };
  const text = async (file: string): Promise<string> => new TextDecoder().decode(await read(file));
  const manifest = parseManifest(JSON.parse(await text('manifest.json')));
  const listed = (name: string): boolean => manifest.files.some(({ file }) => file === name);
  const chatText = await loadChatText(
    async (file) => (listed(file) ? text(file) : undefined),
    manifest.config.vocabSize,
  );
  return { folder, manifest, source: folderSource(manifest, read), ...chatText };
}

export interface Chat extends ChatPipeline {
  engine: Engine;
}

/** Loads all experts that fit at once, so that no answer waits for one. `engine.dispose()` frees everything. */
export async function openChat(gpu: Gpu, files: ModelFiles, contextLength: number): Promise<Chat> {
  const { manifest, source, tokenizer, template, defaults, thinks } = files;
  const { config } = manifest;
  const engine = await createEngine({
    gpu,
    manifest,
    source,
    allowed: tokenizer.knownIds(config.vocabSize),
    contextLength,
  });
  for (const layer of sparseLayers(config)) {
    for (let expert = 0; expert < config.numLocalExperts; expert++) {
      if (engine.wants(layer, expert)) engine.place(layer, expert, await source.expert(layer, expert));
    }
  }
  return { engine, tokenizer, template, defaults, thinks };
}
