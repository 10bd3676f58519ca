// A lock that is held as long as the worker lives. A page hears of a worker's uncaught errors, but not when it is ended
// without one: by `terminate`, or by a browser that is short of memory. Whoever waits for the lock does.

/** Takes the lock and returns its name; undefined where the browser has no locks. */
export function holdLifeLock(): Promise<string | undefined> {
  const name = `pocket-m1 worker ${crypto.randomUUID()}`;
  return new Promise((resolve) => {
    const holding = globalThis.navigator?.locks?.request(name, () => {
      resolve(name);
      return new Promise(() => {});
    });
    if (holding) holding.catch(() => resolve(undefined));
    else resolve(undefined);
  });
}
