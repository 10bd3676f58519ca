// Formats first visits as lines of text.

import type { Visit } from './first-visit.ts';
import { type Spread, spread } from './statistics.ts';

/** A first visit of the demo, in milliseconds from the navigation. */
export interface DemoVisit {
  firstPaintMs: number;
  /** The page accepts typing, before the model is loaded. */
  readyToTypeMs: number;
  /** A question can be asked. */
  modelReadyMs: number;
}

export interface FirstVisits {
  connection: { bitsPerSecond: number; roundTripMs: number };
  coreBytes: number;
  expertBytes: number;
  onDemand: Visit[];
  everythingFirst: Visit[];
  demo: DemoVisit[];
}

/** Milliseconds to transfer this many bytes at the connection's full rate. */
export function transferMs(bytes: number, { bitsPerSecond }: FirstVisits['connection']): number {
  return (8000 * bytes) / bitsPerSecond;
}

export function visitLines(visits: FirstVisits): string[] {
  const { connection, onDemand, everythingFirst, demo } = visits;
  const of = <V>(list: readonly V[], value: (visit: V) => number): Spread => spread(list.map(value));
  const seconds = ({ median, min, max }: Spread): string =>
    `${(median / 1000).toFixed(2)} s [${(min / 1000).toFixed(2)}–${(max / 1000).toFixed(2)}]`;
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  const bytesBefore = of(onDemand, (visit) => visit.bytesBefore).median;
  const floor = transferMs(bytesBefore, connection);
  const first = of(onDemand, (visit) => visit.firstTokenMs);
  const all = of(everythingFirst, (visit) => visit.firstTokenMs);
  return [
    `connection            ${connection.bitsPerSecond / 1e6} Mbit/s, ${connection.roundTripMs} ms round trip`,
    `first token           ${seconds(first)}`,
    `  its first words     ${seconds(of(onDemand, (visit) => visit.firstTextMs))}`,
    `  everything first    ${seconds(all)}, ${(all.median / first.median).toFixed(1)} × as long`,
    `  bytes before it     ${megabytes(bytesBefore)}, ${of(onDemand, (visit) => visit.expertsBefore).median} experts; ${megabytes(of(onDemand, (visit) => visit.backgroundBefore).median)} of them prefetched`,
    `  those bytes alone   ${(floor / 1000).toFixed(2)} s: ${(first.median / floor).toFixed(2)} ×`,
    `  model ready after   ${seconds(of(onDemand, (visit) => visit.readyMs))}`,
    `last expert waited for ${seconds(of(onDemand, (visit) => visit.lastFaultMs))}`,
    `all experts here      ${seconds(of(onDemand, (visit) => visit.completeMs))}`,
    `answer                ${of(onDemand, (visit) => visit.tokens).median} tokens, ${of(onDemand, (visit) => visit.tokensPerSecond).median.toFixed(0)} a second meanwhile`,
    `the demo: first paint ${seconds(of(demo, (visit) => visit.firstPaintMs))}`,
    `  ready to type       ${seconds(of(demo, (visit) => visit.readyToTypeMs))}`,
    `  its model ready     ${seconds(of(demo, (visit) => visit.modelReadyMs))}`,
  ];
}
