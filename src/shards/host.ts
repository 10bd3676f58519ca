// State shared by all requests for one model's files: the rate of requests, whether data arrives, and which servers (also
// behind redirects) support range requests.

import { Line } from './line.ts';
import { RangeSupport } from './range-support.ts';
import { RequestPacer } from './request-pacer.ts';

export class Host {
  readonly pacer: RequestPacer = new RequestPacer();
  readonly line: Line;
  readonly ranges: RangeSupport = new RangeSupport();

  /** Tabs with the same `origin` share whether data arrives. Default: not shared. */
  constructor(origin?: string) {
    this.line = new Line(origin);
  }
}
