// A lock that the worker holds as long as it lives. A page gets an event for a worker's uncaught error, but none when the
// worker is terminated, for example by a browser that is short of memory. Waiting for the lock detects both.

/** Takes the lock and returns its name; undefined if the browser has no locks. */
export async function holdLifeLock(): Promise<string | undefined> {
  // Absent on insecure pages, like randomUUID.
  const { locks } = globalThis.navigator ?? {};
  if (!locks) return undefined;
  const name = `pocket-m1 worker ${crypto.randomUUID()}`;
  return new Promise((resolve) => {
    const holdForEver = (): Promise<never> => {
      resolve(name);
      return new Promise(() => {});
    };
    // Rejects on pages with an opaque origin.
    locks.request(name, holdForEver).catch(() => resolve(undefined));
  });
}
