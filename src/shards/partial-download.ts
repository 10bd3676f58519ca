// What has come of one file. Where the server allows it, a later request asks for the rest only; wherever two parts may
// not belong to the same file, it starts anew. The hash over the whole has the last word, so a wrong guess costs time only.

/** How the next request asks: for what is missing if the file is still the same, for what is missing, for everything. */
type Mode = 'if-range' | 'range' | 'whole';

/** What is known of a server; shared by the downloads from it. */
export interface RangeSupport {
  /** It has answered a request for a part with the whole. */
  ignoresRanges: boolean;
}

export class PartialDownload {
  /** Bytes at the start of the buffer that have come. */
  received = 0;
  readonly #bytes: number;
  readonly #server: RangeSupport;
  #content: Uint8Array<ArrayBuffer> | undefined;
  #etag: string | null = null;
  #mode: Mode = 'whole';
  /** Answers that did not continue what had come. */
  #misfits = 0;

  /** `bytes` is the exact size of the whole file. */
  constructor(bytes: number, server: RangeSupport = { ignoresRanges: false }) {
    this.#bytes = bytes;
    this.#server = server;
  }

  /** Whether a connection that is given up now costs no more than a new request. */
  get resumable(): boolean {
    return this.received === 0 || this.#mode !== 'whole';
  }

  /** What to pass to `fetch` for what is missing. */
  request(options: RequestInit): RequestInit {
    if (this.received === 0 || this.#mode === 'whole') {
      this.restart();
      return options;
    }
    const headers = new Headers(options.headers);
    headers.set('Range', `bytes=${this.received}-`);
    if (this.#mode === 'if-range' && this.#etag !== null) headers.set('If-Range', this.#etag);
    return { ...options, headers, cache: 'no-store' };
  }

  /**
   * Notes that a request for the rest got no answer. From another origin the next one asks more plainly then: If-Range
   * needs that server's leave, and in older browsers Range does as well.
   */
  unanswered(url: string): void {
    if (this.received === 0 || new URL(url).origin === globalThis.location?.origin) return;
    this.#mode = this.#mode === 'if-range' ? 'range' : 'whole';
  }

  /**
   * Notes what an answer is: the whole file, or what is missing of it. False when it fits neither: there is nothing to
   * read then, and the next request is for the whole.
   */
  accept(response: Response): boolean {
    const etag = response.headers.get('etag');
    const length = response.headers.get('content-length');
    if (this.received > 0 && (response.status === 206 || response.status === 416)) {
      const same = etag === null || this.#etag === null || etag === this.#etag;
      if (response.status === 206 && same && this.#continues(response.headers.get('content-range'), length)) {
        this.#mode = strong(this.#etag) ? 'if-range' : 'range';
        return true;
      }
      this.#misfits += 1;
      this.restart();
      return false;
    }
    if (this.received > 0 && etag === this.#etag) this.#server.ignoresRanges = true;
    this.restart();
    this.#etag = etag;
    // A compressed body has another length, and other offsets, than the file.
    const plain = response.headers.get('content-encoding') === null && Number(length ?? -1) === this.#bytes;
    const refuses = this.#server.ignoresRanges || response.headers.get('accept-ranges') === 'none';
    // Servers that take turns, each with an ETag of its own, would begin anew for ever.
    if (plain && !refuses && this.#misfits < 2) this.#mode = strong(etag) ? 'if-range' : 'range';
    return true;
  }

  /** Adds what has come, as far as there is room, and returns how much that is by now: more than the file at worst. */
  append(chunk: Uint8Array): number {
    const total = this.received + chunk.byteLength;
    this.#content ??= new Uint8Array(this.#bytes);
    this.#content.set(chunk.subarray(0, this.#bytes - this.received), this.received);
    this.received = Math.min(this.#bytes, total);
    return total;
  }

  /** The whole file's buffer; only what has been received of it is filled. */
  get content(): ArrayBuffer {
    this.#content ??= new Uint8Array(this.#bytes);
    return this.#content.buffer;
  }

  /** Forgets what has come; the next request is for the whole file. */
  restart(): void {
    this.received = 0;
    this.#mode = 'whole';
    this.#etag = null;
  }

  // Content-Range is hidden from other origins unless the server exposes it; the length never is.
  #continues(contentRange: string | null, length: string | null): boolean {
    if (contentRange === null) return Number(length ?? -1) === this.#bytes - this.received;
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(contentRange) ?? [];
    return Number(start) === this.received && (total === '*' || Number(total) === this.#bytes);
  }
}

/** Weak ETags promise the same meaning, not the same bytes. */
function strong(etag: string | null): boolean {
  return etag?.startsWith('"') ?? false;
}
