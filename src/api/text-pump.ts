// Sends texts from the page to the worker, one piece per request of the worker.

import { expose } from 'comlink';
import type { TextSource } from '../contract/tokens.ts';
import { textPieces } from '../text/text-pieces.ts';
import type { RemoteText } from '../worker/protocol.ts';

/**
 * Yields what the stream of `open` yields. That stream reads each text over a port of its own. Closes the texts when the stream ends.
 * @throws The same error object that a text's iterator throws; otherwise the stream's error.
 */
export async function* withTexts<Item, Result>(
  sources: readonly TextSource[],
  open: (texts: MessagePort[]) => AsyncGenerator<Item, Result, undefined>,
): AsyncGenerator<Item, Result, undefined> {
  let failure: { reason: unknown } | undefined;
  const fail = (reason: unknown): void => {
    failure ??= { reason };
  };
  const texts = sources.map((source) => exposeText(source, fail));
  try {
    return yield* open(texts.map(({ port }) => port));
  } catch (error) {
    throw failure ? failure.reason : error;
  } finally {
    for (const { end } of texts) end();
  }
}

function exposeText(
  source: TextSource,
  onFailure: (reason: unknown) => void,
): { port: MessagePort; end: () => void } {
  const pieces = textPieces(source);
  const text: RemoteText = {
    async next() {
      try {
        const { value, done } = await pieces.next();
        return done ? undefined : value;
      } catch (reason) {
        onFailure(reason);
        throw reason;
      }
    },
  };
  const { port1, port2 } = new MessageChannel();
  expose(text, port1);
  return {
    port: port2,
    end() {
      port1.close();
      // Not awaited, because an aborted run would otherwise wait for a piece that may never arrive.
      pieces.return().catch(() => {});
    },
  };
}
