// What has come of one file. Where the server allows it, a later request asks for the rest only; wherever two parts may
// not belong to the same file, it starts anew. The hash over the whole has the last word, so a wrong guess costs time only.

import { type AskFor, type OriginSupport, RangeSupport } from './range-support.ts';

export class PartialDownload {
  /** Bytes at the start of the buffer that have come. */
  received = 0;
  readonly #bytes: number;
  readonly #ranges: RangeSupport;
  #content: Uint8Array<ArrayBuffer> | undefined;
  /** The server that sent what has come. */
  #origin: OriginSupport | undefined;
  #etag: string | null = null;
  /** How the next request asks, and how the last one did. */
  #next: AskFor = 'whole';
  #asked: AskFor = 'whole';
  /** Whether the last request asks for less than the server was thought to allow. */
  #trying = false;
  /** Answers that did not continue what had come. */
  #misfits = 0;

  /** `bytes` is the exact size of the whole file. */
  constructor(bytes: number, ranges: RangeSupport = new RangeSupport()) {
    this.#bytes = bytes;
    this.#ranges = ranges;
  }

  /** Whether a connection that is given up now costs no more than a new request. */
  get resumable(): boolean {
    return this.received === 0 || this.#next !== 'whole';
  }

  /** Whether the last request asked for a part. */
  get askedForPart(): boolean {
    return this.#asked !== 'whole';
  }

  /** What to pass to `fetch` for what is missing. What has come is kept until an answer replaces it. */
  request(options: RequestInit): RequestInit {
    this.#asked = this.received === 0 ? 'whole' : this.#next;
    if (this.#asked === 'whole') return options;
    const headers = new Headers(options.headers);
    headers.set('Range', `bytes=${this.received}-`);
    if (this.#asked === 'if-range' && this.#etag !== null) headers.set('If-Range', this.#etag);
    return { ...options, headers, cache: 'no-store' };
  }

  /**
   * Notes that a request got no answer. True when the next one may succeed at once, because it asks more plainly: another
   * origin, be it the target of a redirect, may not allow the headers.
   */
  unanswered(): boolean {
    const origin = this.#origin;
    if (this.received === 0 || !origin?.foreign || origin.proven === this.#asked) return false;
    if (this.#asked === 'whole') {
      // It was the connection after all.
      this.#trying = false;
      this.#next = this.#best(origin);
      return false;
    }
    this.#trying = true;
    this.#next = this.#asked === 'if-range' ? 'range' : 'whole';
    return true;
  }

  /**
   * Notes what an answer is: the whole file, or what is missing of it. False when it fits neither: there is nothing to
   * read then, and the next request is for the whole.
   */
  accept(response: Response): boolean {
    const origin = this.#ranges.of(response);
    const etag = response.headers.get('etag');
    const length = response.headers.get('content-length');
    if (this.#trying) origin.best = this.#asked;
    this.#trying = false;
    if (this.askedForPart && (response.status === 206 || response.status === 416)) {
      const same = etag === null || this.#etag === null || etag === this.#etag;
      if (response.status === 206 && same && this.#continues(response.headers.get('content-range'), length)) {
        origin.proven = this.#asked;
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
    // Servers that take turns, each with an ETag of its own, would begin anew for ever.
    if (plain && !refuses && this.#misfits < 2) this.#next = this.#best(origin);
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
    this.#next = 'whole';
    this.#etag = null;
  }

  /** How to ask this server for the rest. Weak ETags promise the same meaning, not the same bytes. */
  #best({ best }: OriginSupport): AskFor {
    return best === 'if-range' && !this.#etag?.startsWith('"') ? 'range' : best;
  }

  // Content-Range is hidden from other origins unless the server exposes it; the length never is.
  #continues(contentRange: string | null, length: string | null): boolean {
    if (contentRange === null) return Number(length ?? -1) === this.#bytes - this.received;
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(contentRange) ?? [];
    return Number(start) === this.received && (total === '*' || Number(total) === this.#bytes);
  }
}
