// Installs the packed package beside the bundlers and compilers of this folder.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildLibrary } from '../support/build-library.ts';

const installed = 'test/release/node_modules/pocket-m1';

export default async function setup(): Promise<void> {
  for (const needed of ['test/release/node_modules/webpack', 'examples/node_modules/openai']) {
    if (existsSync(needed)) continue;
    throw new Error(`There is no ${needed}: start these tests with \`npm run test:release\`.`);
  }
  await buildLibrary();
  rmSync(installed, { recursive: true, force: true });
  mkdirSync(installed);
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', installed]);
  const archive = readdirSync(installed).find((file) => file.endsWith('.tgz'))!;
  execFileSync('tar', ['-xzf', archive, '--strip-components=1'], { cwd: installed });
  rmSync(join(installed, archive));
}
