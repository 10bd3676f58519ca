// The program in Node, on Dawn from the package `webgpu`.

import { adapterEnvironment } from './adapters.mjs';
import { openProcess } from './process.mjs';

/** @returns {Promise<import('./supervise.mjs').Program>} */
export async function open({ site, adapter }) {
  const { file } = await site.bundle();
  return openProcess('Node', process.execPath, [file], adapterEnvironment(adapter));
}
