// Stores measurements of this device in IndexedDB. Storage is optional: a failed read is a miss, a failed write has no effect.

import { get, set } from 'idb-keyval';
import { Database } from './database.ts';

export interface StoredTuning {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
}

/** Neither call ever rejects. `name` is the prefix of the database's name. */
export function createTuningStore(name = 'pocket-m1'): StoredTuning {
  const database = new Database(`${name}-tuning`, 'verdicts');
  return {
    get: async (key) => {
      try {
        const value: unknown = await database.run((store) => get(key, store));
        return typeof value === 'string' ? value : undefined;
      } catch {
        return undefined;
      }
    },
    set: async (key, value) => {
      try {
        await database.run((store) => set(key, value, store));
      } catch {
        // The next load measures again.
      }
    },
  };
}
