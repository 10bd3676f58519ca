// The implementations of WebGPU that the library is tested on, behind one interface. Each runs test/engine/program.ts.

import { preferredAdapter } from './adapters.mjs';
import { OPEN_MS, supervise, withinTime } from './supervise.mjs';

/** Each module's `open` starts the engine with the program. */
const engines = {
  chromium: () => import('./chromium.mjs'),
  dawn: () => import('./dawn.mjs'),
  deno: () => import('./deno.mjs'),
  firefox: () => import('./firefox.mjs'),
};

/**
 * An engine that runs the program. Every call settles: with the answer, when the engine crashes, or at the time limit.
 * @param {keyof typeof engines} name
 * @param {{ site: any, adapter?: string | undefined, kernels?: 'cpu' | 'gpu' }} options `kernels`: those for adapters that compute on
 * the CPU, or those for GPUs. Default: what the adapter is.
 */
export async function openEngine(name, { site, adapter = preferredAdapter(name), kernels }) {
  const { open } = await engines[name]();
  const opening = open({ site, adapter });
  const { start, call, close } = supervise(name, await withinTime(opening, OPEN_MS, `${name} did not start`));
  try {
    await start();
    const adapterName = await call('open', [{ site: site.url, ...(kernels && { kernels }) }], OPEN_MS);
    return { adapterName: `${adapterName} (${adapter})`, call, close };
  } catch (error) {
    await close();
    throw error;
  }
}
