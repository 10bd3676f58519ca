// How the servers of one model may be asked for a part of a file. Another origin has to allow the headers: `If-Range`
// always, and in older browsers `Range` as well; one that does not looks as if it had not answered.

/** How a request asks: for what is missing if the file is still the same, for what is missing, for everything. */
export type AskFor = 'if-range' | 'range' | 'whole';

/** What is known of one server. */
export interface OriginSupport {
  /** The most that a request may ask. */
  best: AskFor;
  /** What it has answered with a part: where such a request gets no answer, the connection is to blame. */
  proven: AskFor | undefined;
  /** It is not the page's own origin. */
  foreign: boolean;
}

export class RangeSupport {
  readonly #origins = new Map<string, OriginSupport>();

  /** What is known of the server that has sent this answer, which after a redirect is not the one that was asked. */
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
