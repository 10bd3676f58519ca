// Reads server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html

import { DownloadError } from '../errors.ts';

/**
 * Yields the data of each event, in order; comments and other fields have no effect.
 * @param chunks - Bytes, cut anywhere.
 * @throws DownloadError `truncated` when the bytes end inside a character, `unexpected-content` when they are not UTF-8, and
 * what `chunks` throws.
 */
export async function* readEvents(
  chunks: AsyncIterable<Uint8Array>,
  url: string,
): AsyncGenerator<string, void, undefined> {
  let rest = '';
  let data: string[] = [];
  for await (const text of decode(chunks, url)) {
    rest += text;
    // A carriage return at the end may be the first half of a line's end.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield data.join('\n');
        data = [];
      } else if (line === 'data') data.push('');
      else if (line.startsWith('data:')) data.push(line.slice('data:'.length).replace(/^ /, ''));
    }
  }
}

async function* decode(
  chunks: AsyncIterable<Uint8Array>,
  url: string,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of chunks) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw new DownloadError('unexpected-content', `${url}: the answer is not UTF-8.`, {
        details: { url },
        cause,
      });
    }
    yield text;
  }
  try {
    decoder.decode();
  } catch (cause) {
    throw new DownloadError('truncated', `${url}: the answer ends inside a character.`, {
      details: { url },
      cause,
    });
  }
}
