// The adapters that each engine can run on. Software adapters are selected by their Vulkan driver file.

import { existsSync } from 'node:fs';

/** @type {Record<string, string>} */
export const drivers = {
  swiftshader: '/usr/lib/chromium/vk_swiftshader_icd.json',
  lavapipe: '/usr/share/vulkan/icd.d/lvp_icd.json',
};

/**
 * By engine, the preferred adapter first. `default` is the machine's own, or the one that VK_DRIVER_FILES names.
 * @type {Record<string, string[]>}
 */
export const adaptersOf = {
  // Chromium bundles SwiftShader, and selects it by a flag.
  chromium: ['swiftshader', 'default'],
  dawn: ['lavapipe', 'swiftshader', 'default'],
  deno: ['swiftshader', 'lavapipe', 'default'],
  // Mesa's compiler would take most of the time.
  firefox: ['swiftshader', 'lavapipe', 'default'],
};

/**
 * The first of an engine's adapters that is installed.
 * @param {string} engine
 * @returns {string}
 */
export function preferredAdapter(engine) {
  const isThere = (name) => engine === 'chromium' || name === 'default' || existsSync(drivers[name]);
  return adaptersOf[engine].find(isThere);
}

/**
 * The environment variables that select the adapter.
 * @param {string} adapter
 * @returns {Record<string, string>}
 */
export function adapterEnvironment(adapter) {
  if (adapter === 'default') return {};
  if (!existsSync(drivers[adapter]))
    throw new Error(`${adapter} is not installed: there is no ${drivers[adapter]}`);
  return { VK_DRIVER_FILES: drivers[adapter] };
}
