// Tracks which servers support requests for a part of a file. Another origin has to allow the headers: `If-Range` always,
// and in older browsers `Range` too. A request with headers that are not allowed fails like a lost connection.

/** A request for the missing bytes if the file is unchanged, for the missing bytes, or for the whole file. */
export type RequestKind = 'if-range' | 'range' | 'whole';

/** What is known about one server. */
export interface OriginSupport {
  /** The best kind of request that may work. */
  best: RequestKind;
  /** The kind that has been answered with a part. If such a request gets no response, the connection is the reason. */
  proven: RequestKind | undefined;
  /** Whether it differs from the page's origin. */
  foreign: boolean;
}

export class RangeSupport {
  readonly #origins = new Map<string, OriginSupport>();

  /** The support of the server that sent this response, possibly after a redirect. */
  of({ url }: Response): OriginSupport {
    const origin = url === '' ? '' : new URL(url).origin;
    let support = this.#origins.get(origin);
    if (!support) {
      support = { best: 'if-range', proven: undefined, foreign: origin !== globalThis.location?.origin };
      this.#origins.set(origin, support);
    }
    return support;
  }
}
