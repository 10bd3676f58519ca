// The page's end of a stream from the worker: items as they come over a port, then a result; an abort goes back over it.

import { type Remote, transfer } from 'comlink';
import type { AbortMessage, Host, StreamMessage } from '../worker/protocol.ts';
import { fromWireError } from '../worker/wire-error.ts';
import type { Connection } from './connection.ts';

/**
 * Yields the items and returns the result. An abort is passed on to the worker, whose answer to it ends the stream, so that
 * the worker is free again by then.
 *
 * @param start - Asks the worker for the stream; everything that comes of it goes over the port.
 * @throws What the worker throws, the signal's reason, or the reason for which the connection was closed.
 */
export async function* openStream<Item, Result>(
  connection: Connection,
  start: (host: Remote<Host>, port: MessagePort) => Promise<void>,
  signal: AbortSignal | null | undefined,
): AsyncGenerator<Item, Result, undefined> {
  signal?.throwIfAborted();
  const { port1: port, port2 } = new MessageChannel();
  const arrived: Exclude<StreamMessage<Item, Result>, { type: 'error' }>[] = [];
  let failure: { reason: unknown } | undefined;
  let wake = (): void => {};
  const fail = (reason: unknown): void => {
    failure ??= { reason: signal?.aborted ? signal.reason : reason };
    wake();
  };
  port.onmessage = ({ data }: MessageEvent<StreamMessage<Item, Result>>) => {
    if (data.type === 'error') return fail(fromWireError(data.error));
    arrived.push(data);
    wake();
  };
  const abort = (): void => port.postMessage({ type: 'abort' } satisfies AbortMessage);
  signal?.addEventListener('abort', abort);
  const stopListening = connection.onClose(fail);
  connection.call((host) => start(host, transfer(port2, [port2]))).catch(fail);
  try {
    for (;;) {
      for (let message = arrived.shift(); message; message = arrived.shift()) {
        if (message.type === 'result') return message.result;
        yield message.item;
      }
      if (failure) throw failure.reason;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    stopListening();
    signal?.removeEventListener('abort', abort);
    // For a caller that left early; the worker has closed its end of a stream that is complete.
    abort();
    port.close();
  }
}
