// The bytes received so far of one file. If the server allows it, the next request asks only for the rest; if two parts may
// belong to different files, the download restarts. The hash of the whole is checked at the end, so a wrong guess only costs
// time.

import { type OriginSupport, RangeSupport, type RequestKind } from './range-support.ts';

export class PartialDownload {
  /** Bytes received, at the start of the buffer. */
  received = 0;
  /** How many of them came before the last response. */
  startedAt = 0;
  readonly #bytes: number;
  readonly #ranges: RangeSupport;
  #content: Uint8Array<ArrayBuffer> | undefined;
  /** The server that sent these bytes. */
  #origin: OriginSupport | undefined;
  #etag: string | null = null;
  /** The kind of the next and of the last request. */
  #next: RequestKind = 'whole';
  #last: RequestKind = 'whole';
  /** Whether the last request tries a simpler kind than the server was assumed to support. */
  #trying = false;
  /** Responses that did not continue the bytes received. */
  #misfits = 0;

  /** `bytes` is the exact size of the whole file. */
  constructor(bytes: number, ranges: RangeSupport = new RangeSupport()) {
    this.#bytes = bytes;
    this.#ranges = ranges;
  }

  /** Whether aborting the request now would lose no bytes. */
  get resumable(): boolean {
    return this.received === 0 || this.#next !== 'whole';
  }

  /** Whether the last request asked for a part. */
  get askedForPart(): boolean {
    return this.#last !== 'whole';
  }

  /** Returns the options of `fetch` for the missing bytes. The received bytes are kept until a response replaces them. */
  request(options: RequestInit): RequestInit {
    this.#last = this.received === 0 ? 'whole' : this.#next;
    if (this.#last === 'whole') return options;
    const headers = new Headers(options.headers);
    headers.set('Range', `bytes=${this.received}-`);
    if (this.#last === 'if-range' && this.#etag !== null) headers.set('If-Range', this.#etag);
    return { ...options, headers, cache: 'no-store' };
  }

  /**
   * To be called when a request got no response. Returns true when a simpler request should be tried at once, because another
   * origin (or the target of a redirect) may not allow the headers.
   */
  unanswered(): boolean {
    const origin = this.#origin;
    if (this.received === 0 || !origin?.foreign || origin.proven === this.#last) return false;
    if (this.#last === 'whole') {
      // The headers were not the reason, so the connection was.
      this.#trying = false;
      this.#next = this.#best(origin);
      return false;
    }
    this.#trying = true;
    this.#next = this.#last === 'if-range' ? 'range' : 'whole';
    return true;
  }

  /**
   * To be called with each response: the whole file, or the missing part. Returns false when it is neither: its body must not
   * be read, and the next request asks for the whole file.
   */
  accept(response: Response): boolean {
    const origin = this.#ranges.of(response);
    const etag = response.headers.get('etag');
    const length = response.headers.get('content-length');
    if (this.#trying) origin.best = this.#last;
    this.#trying = false;
    if (this.askedForPart && (response.status === 206 || response.status === 416)) {
      const same = etag === null || this.#etag === null || etag === this.#etag;
      if (response.status === 206 && same && this.#continues(response.headers.get('content-range'), length)) {
        this.startedAt = this.received;
        origin.proven = this.#last;
        this.#origin = origin;
        this.#next = this.#best(origin);
        return true;
      }
      this.#misfits += 1;
      this.restart();
      return false;
    }
    if (this.askedForPart && etag === this.#etag) origin.best = 'whole';
    this.restart();
    this.#origin = origin;
    this.#etag = etag;
    // A compressed body has another length, and other offsets, than the file.
    const plain = response.headers.get('content-encoding') === null && Number(length ?? -1) === this.#bytes;
    const refuses = response.headers.get('accept-ranges') === 'none';
    // Alternating servers with different ETags would otherwise restart the download for ever.
    if (plain && !refuses && this.#misfits < 2) this.#next = this.#best(origin);
    return true;
  }

  /** Adds received bytes and returns their new total, which exceeds the size of the file if there are too many. */
  append(chunk: Uint8Array): number {
    const total = this.received + chunk.byteLength;
    this.#content ??= new Uint8Array(this.#bytes);
    this.#content.set(chunk.subarray(0, this.#bytes - this.received), this.received);
    this.received = Math.min(this.#bytes, total);
    return total;
  }

  /** The buffer of the whole file, of which only the received bytes are filled. */
  get content(): ArrayBuffer {
    this.#content ??= new Uint8Array(this.#bytes);
    return this.#content.buffer;
  }

  /** Discards the received bytes; the next request asks for the whole file. */
  restart(): void {
    this.received = 0;
    this.startedAt = 0;
    this.#next = 'whole';
    this.#etag = null;
  }

  /** The best kind of request for the rest. A weak ETag does not guarantee the same bytes. */
  #best({ best }: OriginSupport): RequestKind {
    return best === 'if-range' && !this.#etag?.startsWith('"') ? 'range' : best;
  }

  // From another origin, Content-Range is hidden unless the server exposes it; Content-Length is always visible.
  #continues(contentRange: string | null, length: string | null): boolean {
    if (contentRange === null) return Number(length ?? -1) === this.#bytes - this.received;
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(contentRange) ?? [];
    return Number(start) === this.received && (total === '*' || Number(total) === this.#bytes);
  }
}
