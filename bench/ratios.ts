// Our speeds relative to other libraries'.

import type { ModelFigures } from './model.ts';
import type { Spread } from './statistics.ts';

/** What `peers/compare.mjs` measured of one peer and backend. */
export interface PeerRow {
  id: string;
  decode?: Omit<Spread, 'samples'>;
  prefill?: { tokens: number; tokensPerSecond: Omit<Spread, 'samples'> }[];
  failed?: string;
}

export interface PeerRatio {
  id: string;
  /** Our engine's decoding speed divided by theirs: above 1, ours is faster. */
  decode: number;
  prefill: { tokens: number; ratio: number }[];
}

export function peerRatios({ engine, prefill }: ModelFigures, rows: readonly PeerRow[]): PeerRatio[] {
  return rows.flatMap(({ id, decode, prefill: theirs = [] }) => {
    if (!decode) return [];
    const ratios = theirs.flatMap(({ tokens, tokensPerSecond }) => {
      const own = prefill.find((figure) => figure.tokens === tokens);
      return own ? [{ tokens, ratio: own.tokensPerSecond.median / tokensPerSecond.median }] : [];
    });
    return [{ id, decode: engine.tokensPerSecond.median / decode.median, prefill: ratios }];
  });
}

export function ratioLines(ratios: readonly PeerRatio[]): string[] {
  return ratios.map(({ id, decode, prefill }) => {
    const parts = prefill.map(({ tokens, ratio }) => `${tokens}: ${ratio.toFixed(2)}`);
    return `  ours / ${id.padEnd(20)} decode ${decode.toFixed(2)}, prefill of ${parts.join(', ') || '–'}`;
  });
}
