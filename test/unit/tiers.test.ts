// Every project of vite.config.ts runs in one tier, so a new one cannot be forgotten.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import config from '../../vite.config.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const { test } = await config({ command: 'serve', mode: 'test' });
const projects = test!.projects as TestProjectInlineConfiguration[];

/** Names of projects, with `*` for any characters, that a script runs. */
function patternsOf(script: string): RegExp[] {
  const names = [...scripts[script]!.matchAll(/--project '?([\w*-]+)'?/g)].map(([, name]) => name!);
  return names.map((name) => new RegExp(`^${name.replaceAll('*', '.*')}$`));
}

it.each(projects.map(({ test }) => test!.name as string))('%s runs in one tier', (project) => {
  const tiers = ['test', 'test:all'].filter((tier) =>
    patternsOf(tier).some((pattern) => pattern.test(project)),
  );
  expect(tiers).toHaveLength(1);
});
