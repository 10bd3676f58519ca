// What the requests for one model's files share: how fast its host is asked, whether the line is alive, and what the
// servers behind it, which may be others after a redirect, make of requests for a part.

import { Line } from './line.ts';
import { RangeSupport } from './range-support.ts';
import { RequestPacer } from './request-pacer.ts';

export class Host {
  readonly pacer: RequestPacer = new RequestPacer();
  readonly line: Line;
  readonly ranges: RangeSupport = new RangeSupport();

  /** Left out, `origin` is nobody else's. */
  constructor(origin?: string) {
    this.line = new Line(origin);
  }
}
