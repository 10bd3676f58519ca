// The worker's end of a stream: items, then a result or an error. The page's only message is an abort.

import type { StreamMessage } from './protocol.ts';
import { toWireError } from './wire-error.ts';

/** Posts the items that `work` sends, and then its result or error. Never rejects. */
export async function serveStream<Item, Result>(
  port: MessagePort,
  work: (send: (item: Item) => void, signal: AbortSignal) => Promise<Result>,
): Promise<void> {
  const post = (message: StreamMessage<Item, Result>): void => port.postMessage(message);
  const controller = new AbortController();
  port.onmessage = () => controller.abort();
  try {
    const result = await work((item) => post({ type: 'item', item }), controller.signal);
    post({ type: 'result', result });
  } catch (error) {
    post({ type: 'error', error: toWireError(error) });
  } finally {
    port.close();
  }
}
