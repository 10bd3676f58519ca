// The page's end of a stream from the worker: receives items and then a result over a port, and sends an abort.

import { type Remote, transfer } from 'comlink';
import type { AbortMessage, Host, StreamMessage } from '../worker/protocol.ts';
import { fromWireError } from '../worker/wire-error.ts';
import type { Connection } from './connection.ts';

/**
 * Yields the items and returns the result. An abort is sent to the worker, and the stream ends with the worker's answer, when
 * the worker has stopped.
 * @param start - Requests the stream from the worker.
 * @throws The worker's error, the signal's reason, or the reason of closing the connection.
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
    // For a caller that left early. At the end of a stream the worker has closed its port, and this has no effect.
    abort();
    port.close();
  }
}

/** Calls `onStart` when the first batch has come. */
export async function* withStart<Batch, Result>(
  batches: AsyncGenerator<Batch, Result, undefined>,
  onStart: () => void,
): AsyncGenerator<Batch, Result, undefined> {
  try {
    let next = await batches.next();
    onStart();
    for (; !next.done; next = await batches.next()) yield next.value;
    return next.value;
  } finally {
    await batches.return(undefined as never);
  }
}
