// Every project of vite.config.ts runs in one tier, so a new one cannot be forgotten.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

// Read as text, because importing it takes seconds due to its import of Vite.
const [, projects] = readFileSync('vite.config.ts', 'utf8').split('projects: [');
const names = [...projects!.matchAll(/\bname: ['`]([\w-]+)(?:\$\{\w+\})?['`]/g)].map(([, name]) => name!);

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const tiers = [scripts.test, scripts['test:all'], scripts['test:release']].join(' ');
const patterns = [...tiers.matchAll(/--project '?([\w-]+)/g)].map(([, pattern]) => pattern!);

it('each project runs in one tier', () => {
  expect(names).toContain('unit');
  expect(patterns.toSorted()).toEqual(names.toSorted());
});
