// A benchmark whose work was not really done measures nothing, so it fails.

export function check(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new Error(`bench: ${problem}`);
}
