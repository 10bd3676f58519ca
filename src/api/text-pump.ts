// Sends a text of the page to the worker, a piece each time the worker asks for one.

import { expose } from 'comlink';
import type { TextSource } from '../contract/tokens.ts';
import { textPieces } from '../text/text-pieces.ts';
import type { RemoteText } from '../worker/protocol.ts';

/**
 * As the stream that `open` opens, which reads the text over the port that it is given. The text ends with the stream.
 * @throws The very error that the text's iterator throws, else what the stream throws.
 */
export async function* withText<Item, Result>(
  source: TextSource,
  open: (text: MessagePort) => AsyncGenerator<Item, Result, undefined>,
): AsyncGenerator<Item, Result, undefined> {
  const pieces = textPieces(source);
  let failure: { reason: unknown } | undefined;
  const text: RemoteText = {
    async next() {
      try {
        const { value, done } = await pieces.next();
        return done ? undefined : value;
      } catch (reason) {
        failure = { reason };
        throw reason;
      }
    },
  };
  const { port1, port2 } = new MessageChannel();
  expose(text, port1);
  try {
    return yield* open(port2);
  } catch (error) {
    throw failure ? failure.reason : error;
  } finally {
    port1.close();
    // Not awaited, because a piece that does not come would hold an aborted run.
    pieces.return().catch(() => {});
  }
}
