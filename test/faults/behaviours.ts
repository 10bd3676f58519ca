// How a server may misbehave. The headers are set before a behavior is called, which may change them.

import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Answers with `content`, or fails to. */
export type Behaviour = (content: Buffer, response: ServerResponse) => void;

/** The connection is dropped before an answer. */
export const refuse: Behaviour = (_, response) => void response.destroy();

/** The connection breaks in the middle of the body. */
export const reset: Behaviour = (content, response) => {
  response.write(firstHalf(content), () => setTimeout(() => response.destroy(), 100));
};

/**
 * The connection breaks in the middle of the body, once `missing` reports that the page still has to read fewer than all its
 * bytes, because a browser may drop the unread part of an aborted answer.
 */
export function resetOnceRead(missing: () => Promise<number>): Behaviour {
  return async (content, response) => {
    let sent = content.byteLength >> 2;
    response.write(content.subarray(0, sent));
    // Progress is reported at intervals, so a page may need more bytes before it reports any.
    while ((await missing()) >= content.byteLength && sent + 1024 < content.byteLength) {
      response.write(content.subarray(sent, sent + 1024));
      sent += 1024;
      await sleep(60);
    }
    response.destroy();
  };
}

/** A well-formed answer with half of the file. */
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

/** 200 with an HTML page, as some servers answer for unknown addresses. */
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

/** Answers wait until they are released. */
export function held(): { behaviour: Behaviour; release: () => void } {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { behaviour: (content, response) => void released.then(() => response.end(content)), release };
}

/** All answers share one connection of this many bytes per second. */
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
