// The page's end of fetching every expert: progress comes over a port, and an abort goes back over it.

import { transfer } from 'comlink';
import type { PrefetchAllOptions } from '../contract/load.ts';
import { checkFields } from '../text/plain-data.ts';
import type { AbortMessage, PrefetchMessage } from '../worker/protocol.ts';
import { fromWireError } from '../worker/wire-error.ts';
import type { Connection } from './connection.ts';

/** @internal */
export async function prefetchAll(
  connection: Connection,
  options: PrefetchAllOptions | null | undefined,
): Promise<void> {
  const { onProgress, signal } = options ?? {};
  checkFields(options ?? {}, 'prefetchAll', { kind: 'option', names: ['onProgress', 'signal'] });
  signal?.throwIfAborted();
  const { port1: port, port2 } = new MessageChannel();
  const stop = (): void => port.postMessage({ type: 'abort' } satisfies AbortMessage);
  let stopListening = (): void => {};
  signal?.addEventListener('abort', stop);
  try {
    await new Promise<void>((resolve, reject) => {
      port.onmessage = ({ data }: MessageEvent<PrefetchMessage>) => {
        if (data.type === 'progress') onProgress?.(data.progress);
        else if (data.type === 'done') resolve();
        else reject(signal?.aborted ? signal.reason : fromWireError(data.error));
      };
      stopListening = connection.onClose(reject);
      connection.call((host) => host.prefetchAll(transfer(port2, [port2]))).catch(reject);
    });
  } finally {
    stopListening();
    signal?.removeEventListener('abort', stop);
    port.close();
  }
}
