// The common prefix of two lists of token ids.

export function sharedTokens(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const maxShared = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < maxShared && a[shared] === b[shared]) shared += 1;
  return shared;
}
