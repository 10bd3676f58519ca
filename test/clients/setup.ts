// Builds the library and the demo, whose server has the model, and checks the library's types against the clients', which only this folder has.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import build from '../e2e/build.ts';

export default async function setup(): Promise<void> {
  if (!existsSync('test/clients/node_modules/openai')) {
    throw new Error('The clients are not installed: start these tests with `npm run test:release`.');
  }
  execFileSync('npx', ['tsc', '-p', 'test/clients'], { stdio: 'inherit' });
  await build();
}
