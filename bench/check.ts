// Fails a benchmark that did not do its work, because its time would mean nothing.

export function check(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new Error(`bench: ${problem}`);
}
