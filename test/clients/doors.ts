// m1-nano behind both interfaces: as a fetch in this process, and as `pocket-m1 serve` in another one.

import { createOpenAIFetch } from '../../src/adapters/openai/create-openai-fetch.ts';
import type { LocalModel } from '../../src/chat/local-model.ts';
import { openModel } from '../../src/cli/open-model.ts';
import { requestGpu } from '../../src/gpu/device.ts';
import { contextTokens, folder, startServer } from '../support/serve-process.ts';

export interface Door {
  name: string;
  baseURL: string;
  /** Counts the requests. */
  fetch: typeof fetch;
  requests: number;
}

export interface Doors {
  doors: Door[];
  /** The model in this process. */
  model: LocalModel;
  close(): Promise<void>;
}

export async function openDoors(): Promise<Doors> {
  const [{ model }, server] = await Promise.all([
    openModel(folder, {
      openGpu: requestGpu,
      contextLength: contextTokens,
      onWarning: (warning) => {
        throw warning;
      },
    }),
    startServer(),
  ]);
  return {
    model,
    doors: [
      counting('a fetch in this process', 'http://m1/v1', createOpenAIFetch(model)),
      counting('pocket-m1 serve', server.url, fetch),
    ],
    close: async () => {
      await Promise.all([model.dispose(), server.stop()]);
    },
  };
}

function counting(name: string, baseURL: string, inner: typeof fetch): Door {
  const door: Door = {
    name,
    baseURL,
    requests: 0,
    fetch: (input, init) => {
      door.requests += 1;
      return inner(input, init);
    },
  };
  return door;
}
