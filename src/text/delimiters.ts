// Finds fixed strings in text that arrives in pieces. The result does not depend on how the text is divided.

export interface DelimiterMatch {
  delimiter: string;
  start: number;
}

/** The delimiter whose end comes first; the longest one if several end there. */
export function firstToEnd(text: string, delimiters: readonly string[]): DelimiterMatch | undefined {
  let first: DelimiterMatch | undefined;
  let firstEnd = Number.POSITIVE_INFINITY;
  for (const delimiter of delimiters) {
    const start = text.indexOf(delimiter);
    if (start < 0) continue;
    const end = start + delimiter.length;
    if (first === undefined || end < firstEnd || (end === firstEnd && start < first.start)) {
      first = { delimiter, start };
      firstEnd = end;
    }
  }
  return first;
}

/** How many characters at the end of the text may be the beginning of a delimiter. */
export function partialDelimiterLength(text: string, delimiters: readonly string[]): number {
  let held = 0;
  for (const delimiter of delimiters) {
    for (let length = Math.min(delimiter.length - 1, text.length); length > held; length--) {
      if (text.endsWith(delimiter.slice(0, length))) held = length;
    }
  }
  return held;
}
