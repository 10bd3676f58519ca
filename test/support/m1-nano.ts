// The bundled model in this process, for a file of tests.

import { afterAll } from 'vitest';
import { requestGpu } from '../../src/gpu/device.ts';
import { type Chat, openChat, openModelFiles } from '../../training/evaluate/model-files.ts';

const folder = new URL('../../demo/public/models/m1-nano', import.meta.url).pathname;

/** Opens it with this many tokens of context, until the tests of the file are done. */
export async function openNano(contextLength: number): Promise<Chat & { gpuName: string }> {
  const gpu = await requestGpu();
  const chat = await openChat(gpu, await openModelFiles(folder), contextLength);
  afterAll(() => {
    chat.engine.dispose();
    gpu.device.destroy();
  });
  return { ...chat, gpuName: gpu.name };
}
