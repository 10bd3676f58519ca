// A page's connection to a worker's host over real message channels, both in this thread.

import { expose } from 'comlink';
import { Connection } from '../../src/api/connection.ts';
import type { Host } from '../../src/worker/protocol.ts';

/** The methods of `host` that the test calls, and the worker as the page sees it. */
export function connectHost(host: Partial<Host>): { connection: Connection; worker: Worker } {
  const { port1, port2 } = new MessageChannel();
  expose(host, port2 as never);
  const terminate = (): void => {
    port1.close();
    port2.close();
  };
  const worker = Object.assign(port1 as unknown as Worker, { terminate });
  return { connection: new Connection({ worker }), worker };
}
