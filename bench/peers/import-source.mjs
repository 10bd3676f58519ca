// Imports the library's TypeScript modules into scripts that run in plain Node.

import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const modules = new Map();

/** @param {string} path from the repository's root, such as 'src/model/layout.ts' */
export function importSource(path) {
  if (!modules.has(path)) {
    modules.set(
      path,
      runnerImport(root + path, { configFile: false, root }).then(({ module }) => module),
    );
  }
  return modules.get(path);
}
