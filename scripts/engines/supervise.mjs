// Limits the time of every call to an engine, because a browser or a process may crash or never answer.

export const OPEN_MS = 180_000;
const CLOSE_MS = 20_000;

/**
 * A started engine without time limits.
 * @typedef {object} Program
 * @property {Promise<never>} ended rejects with a sentence when the process or browser ends
 * @property {() => Promise<unknown>} start
 * @property {(name: string, args: unknown[]) => Promise<any>} call
 * @property {() => Promise<unknown>} close
 * @property {() => unknown} [kill] called when `close` fails
 */

/**
 * The program's functions with time limits.
 * @param {string} name
 * @param {Program} program
 */
export function supervise(name, program) {
  const whileAlive = (work, limitMs, sentence) =>
    withinTime(Promise.race([work, program.ended]), limitMs, sentence);
  return {
    start: () => whileAlive(program.start(), OPEN_MS, `${name} did not load the program`),
    /** @type {(fn: string, args: unknown[], limitMs: number) => Promise<any>} */
    call: (fn, args, limitMs) => whileAlive(program.call(fn, args), limitMs, `${name} gave no answer`),
    close: async () => {
      try {
        await withinTime(program.close(), CLOSE_MS, `${name} did not close`);
      } catch {
        program.kill?.();
      }
    },
  };
}

/**
 * @template T
 * @param {Promise<T>} work
 * @param {number} ms
 * @param {string} sentence the start of the error's message
 * @returns {Promise<T>}
 */
export async function withinTime(work, ms, sentence) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${sentence} within ${ms / 1000} s.`)), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
