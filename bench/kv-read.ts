// Compares the extra time of a token at a longer context with the time of reading its keys and values.

import type { ModelConfig } from '../src/contract/model-config.ts';
import { kvTokenBytes } from './costs.ts';
import type { DecodeFigure } from './decode.ts';

export interface KvReadFigure {
  /** The two contexts compared. */
  from: number;
  to: number;
  /** Microseconds that a token takes longer at `to` than at `from` … */
  extraUs: number;
  /** … and would take if the keys and values between them were read at the measured bandwidth. */
  readUs: number;
  /** The quotient: 1 means full memory bandwidth. */
  ratio: number;
}

/** From the shortest context of at least 1,000 to 65,536, or else to the longest. */
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
