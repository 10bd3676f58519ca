// A lock that is held as long as the worker lives. A page hears of a worker's uncaught errors, but not when it is ended
// without one: by `terminate`, or by a browser that is short of memory. Whoever waits for the lock does.

/** Takes the lock and returns its name; undefined where the browser has no locks. */
export async function holdLifeLock(): Promise<string | undefined> {
  // Absent on insecure pages, as is randomUUID.
  const { locks } = globalThis.navigator ?? {};
  if (!locks) return undefined;
  const name = `pocket-m1 worker ${crypto.randomUUID()}`;
  return new Promise((resolve) => {
    const holdForEver = (): Promise<never> => {
      resolve(name);
      return new Promise(() => {});
    };
    // Rejects on pages without an origin of their own.
    locks.request(name, holdForEver).catch(() => resolve(undefined));
  });
}
