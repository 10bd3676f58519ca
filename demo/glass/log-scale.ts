// Logarithmic axes: where a value lies, and where the ticks are. No DOM.

export interface LogScale {
  min: number;
  max: number;
  /** In pixels. */
  from: number;
  to: number;
}

/** The position of a value; those beyond the axis lie at its ends. */
export function positionOf(value: number, { min, max, from, to }: LogScale): number {
  const clamped = Math.min(max, Math.max(min, value));
  return from + ((to - from) * Math.log(clamped / min)) / Math.log(max / min);
}

/** Powers of `base` from `min` to `max`, at most `count` of them, evenly spaced. */
export function ticks({ min, max }: Pick<LogScale, 'min' | 'max'>, base: number, count: number): number[] {
  const first = Math.ceil(Math.log(min) / Math.log(base) - 1e-9);
  const last = Math.floor(Math.log(max) / Math.log(base) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / count));
  const values: number[] = [];
  for (let power = first; power <= last; power += step) values.push(base ** power);
  return values;
}

/** Values from `min` to `max` at equal distances on the axis, both ends included. */
export function spaced({ min, max }: Pick<LogScale, 'min' | 'max'>, count: number): number[] {
  return Array.from({ length: count }, (_, i) => min * (max / min) ** (i / (count - 1)));
}
