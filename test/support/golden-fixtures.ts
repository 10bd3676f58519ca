// The models with recorded answers. Which they are, test/dawn/golden.test.ts knows.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export const fixturesFolder: string = new URL('../fixtures/', import.meta.url).pathname;

export const goldenFixtures: readonly string[] = readdirSync(fixturesFolder).filter((name) =>
  readdirSync(join(fixturesFolder, name)).includes('golden.safetensors'),
);
