// State shared by all requests for one model's files: the rate of requests, whether data arrives, and which servers (also
// behind redirects) support range requests.

import { folderFetch, type ModelFolder } from './folder-fetch.ts';
import { Line } from './line.ts';
import { RangeSupport } from './range-support.ts';
import { RequestPacer } from './request-pacer.ts';

export class Host {
  readonly pacer: RequestPacer = new RequestPacer();
  readonly line: Line;
  readonly ranges: RangeSupport = new RangeSupport();
  readonly source: 'network' | 'folder';
  readonly fetch: typeof fetch;

  /**
   * @param url - Address of the model's folder. Tabs with the same origin share whether data arrives. Default: not shared.
   * @param folder - What is read in place of requests to that address.
   */
  constructor(url?: string, folder?: ModelFolder) {
    const isRead = url !== undefined && folder !== undefined;
    this.line = new Line(url === undefined || isRead ? undefined : new URL(url).origin);
    this.source = isRead ? 'folder' : 'network';
    this.fetch = isRead ? folderFetch(url, folder) : (input, init) => fetch(input, init);
  }
}
