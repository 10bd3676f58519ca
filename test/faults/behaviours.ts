// What a server may do instead of answering. The headers are set when a behaviour is called, and may be changed by it.

import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Answers with `content`, or does not. */
export type Behaviour = (content: Buffer, response: ServerResponse) => void;

/** The connection is dropped before an answer. */
export const refuse: Behaviour = (_, response) => void response.destroy();

/** The connection breaks in the middle of the body. */
export const reset: Behaviour = (content, response) => {
  response.write(firstHalf(content), () => setTimeout(() => response.destroy(), 100));
};

/**
 * The connection breaks in the middle of the body, once `missing` says that the page has fewer than all its bytes to read:
 * of an answer that breaks off, a browser may drop what nobody has read yet.
 */
export function resetOnceRead(missing: () => Promise<number>): Behaviour {
  return async (content, response) => {
    let sent = content.byteLength >> 2;
    response.write(content.subarray(0, sent));
    // Progress is told at intervals: a page may have to be sent more before it says what it has read.
    while ((await missing()) >= content.byteLength && sent + 1024 < content.byteLength) {
      response.write(content.subarray(sent, sent + 1024));
      sent += 1024;
      await sleep(60);
    }
    response.destroy();
  };
}

/** A well-formed answer that holds half of the file. */
export const truncate: Behaviour = (content, response) => {
  response.removeHeader('Content-Length');
  response.end(firstHalf(content));
};

/** As many bytes, one of them wrong. */
export const corrupt: Behaviour = (content, response) => {
  const wrong = Buffer.from(content);
  wrong[wrong.byteLength >> 1]! ^= 1;
  response.end(wrong);
};

/** 200 with the page that a server gives for addresses it does not know. */
export const html: Behaviour = (_, response) => {
  response.removeHeader('Content-Length');
  response.setHeader('Content-Type', 'text/html; charset=utf-8').end('<!doctype html><title>App</title>');
};

/** Some other text. */
export function text(body: string): Behaviour {
  return (_, response) => {
    response.removeHeader('Content-Length');
    response.end(body);
  };
}

/** An error page's status, without the page. */
export function status(code: number): Behaviour {
  return (_, response) => {
    response.removeHeader('Content-Length');
    response.writeHead(code).end();
  };
}

/** Answers come once they are released. */
export function held(): { behaviour: Behaviour; release: () => void } {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { behaviour: (content, response) => void released.then(() => response.end(content)), release };
}

/** All answers share one line of so many bytes a second. */
export function throttled(bytesPerSecond: number): Behaviour {
  const pieceMs = 20;
  const pieceBytes = (bytesPerSecond * pieceMs) / 1000;
  let line = Promise.resolve();
  const turn = (): Promise<void> => {
    line = line.then(() => new Promise((resolve) => setTimeout(resolve, pieceMs)));
    return line;
  };
  return async (content, response) => {
    for (let at = 0; at < content.byteLength && !response.destroyed; at += pieceBytes) {
      await turn();
      response.write(content.subarray(at, at + pieceBytes));
    }
    response.end();
  };
}

function firstHalf(content: Buffer): Buffer {
  return content.subarray(0, content.byteLength >> 1);
}
