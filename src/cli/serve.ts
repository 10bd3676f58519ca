// serve: OpenAI's API for a model folder, over HTTP on this machine.

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createOpenAIFetch } from '../adapters/openai/create-openai-fetch.ts';
import { PocketM1Error } from '../errors.ts';
import { createHttpServer, type HttpOptions, isLoopback } from './http-server.ts';
import { type OpenModelOptions, openModel } from './open-model.ts';

export interface ServeOptions extends HttpOptions, OpenModelOptions {
  /** The address to listen on. */
  host: string;
  /** 0 is any free port. */
  port: number;
  /** Ends the server. */
  signal: AbortSignal;
  /** Called with one line for each thing that a user should know. */
  onNote: (note: string) => void;
  /** Called when it listens. */
  onReady: (served: { url: string; model: string; gpuName: string }) => void;
}

/**
 * Serves until the signal aborts. Answers that run then end with the error 'disposed'.
 * @throws PocketM1Error as `openModel` does, and `invalid-argument` when it cannot listen there.
 */
export async function serve(dir: string, options: ServeOptions): Promise<void> {
  const { host, port, signal, onNote, onReady } = options;
  const { model, gpuName } = await openModel(dir, options);
  try {
    signal.throwIfAborted();
    const server = createHttpServer(createOpenAIFetch(model), options);
    server.listen(port, host);
    await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another program listens there' : cause.message;
      throw new PocketM1Error('invalid-argument', `Cannot listen on ${host}, port ${port}: ${why}.`, {
        cause,
      });
    });
    if (!isLoopback(host)) onNote('other machines can reach this server, and no key protects it');
    const { port: actual } = server.address() as AddressInfo;
    onReady({
      url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/v1`,
      model: model.name,
      gpuName,
    });
    if (!signal.aborted) await once(signal, 'abort');
    const closed = once(server, 'close');
    server.close();
    await model.dispose();
    // Whoever reads an answer slowly has had the end of it sent.
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), closingMs).unref();
    await closed;
  } finally {
    await model.dispose();
  }
}

/** How long clients have to read the ends of their answers. */
const closingMs = 1000;
