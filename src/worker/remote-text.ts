// The worker's end of a text on the page.

import { wrap } from 'comlink';
import type { RemoteText } from './protocol.ts';

/** Asks for each piece when it is needed. The page ends the text, and closes the port, when the stream that reads it ends. */
export async function* remotePieces(port: MessagePort): AsyncGenerator<string, void, undefined> {
  const text = wrap<RemoteText>(port);
  for (;;) {
    const piece = await text.next();
    if (piece === undefined) return;
    yield piece;
  }
}
