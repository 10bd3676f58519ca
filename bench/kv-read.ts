// What a longer context adds to a token, against what reading its keys and values must take.

import type { ModelConfig } from '../src/contract/model-config.ts';
import { kvTokenBytes } from './costs.ts';
import type { DecodeFigure } from './decode.ts';

export interface KvReadFigure {
  /** The two contexts compared. */
  from: number;
  to: number;
  /** Microseconds a token at `to` takes longer than one at `from` … */
  extraUs: number;
  /** … and would, if the keys and values between came at the measured bandwidth. */
  readUs: number;
  /** The one in terms of the other: 1 is as fast as memory. */
  ratio: number;
}

/** From the shortest context of at least 1,000 to 65,536, or to the next best there is. */
export function kvRead(
  config: ModelConfig,
  kvElementBytes: number,
  decode: readonly DecodeFigure[],
  readGBs: number,
): KvReadFigure | null {
  const long = decode.filter(({ context }) => context >= 1000).sort((a, b) => a.context - b.context);
  const from = long[0];
  const to = long.find(({ context }) => context === 65_536) ?? long.at(-1);
  const tokenBytes = kvTokenBytes(config, kvElementBytes);
  if (!from || !to || from === to || tokenBytes === 0) return null;
  const us = ({ tokensPerSecond }: DecodeFigure): number => 1e6 / tokensPerSecond.median;
  const extraUs = us(to) - us(from);
  const readUs = ((to.context - from.context) * tokenBytes) / readGBs / 1e3;
  return { from: from.context, to: to.context, extraUs, readUs, ratio: extraUs / readUs };
}
