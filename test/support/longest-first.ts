// Starts each group with its longest files, because two files run at a time, and otherwise the last one may run alone.

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** In starting order. Vitest itself sorts a group by the names of projects, then by file size. */
const longest = ['test/firefox/golden.test.ts', 'test/deno/deno.test.ts', 'test/faults/sessions.test.ts'];

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => groupOf(a) - groupOf(b) || rankOf(a) - rankOf(b));
  }
}

function groupOf({ project }: TestSpecification): number {
  return project.config.sequence.groupOrder;
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = longest.findIndex((file) => moduleId.endsWith(file));
  return rank === -1 ? longest.length : rank;
}
