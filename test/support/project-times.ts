// A reporter that prints the time of every project at the end of a run, to find slow tests.

import type { Reporter, TestModule } from 'vitest/node';

interface Total {
  files: number;
  tests: number;
  /** Time of importing the files and running their hooks and tests. */
  ms: number;
}

/** Number of files listed by name. */
const slowestFiles = 25;

export default class ProjectTimes implements Reporter {
  /** By the project's name, in starting order. */
  readonly #totals = new Map<string, Total>();
  readonly #files: { name: string; ms: number }[] = [];
  #startMs = 0;

  onTestRunStart(): void {
    this.#totals.clear();
    this.#files.length = 0;
    this.#startMs = performance.now();
  }

  onTestModuleQueued({ project }: TestModule): void {
    if (!this.#totals.has(project.name)) this.#totals.set(project.name, { files: 0, tests: 0, ms: 0 });
  }

  onTestModuleEnd(module: TestModule): void {
    const total = this.#totals.get(module.project.name);
    if (!total) return;
    const { duration, collectDuration, setupDuration } = module.diagnostic();
    const ms = duration + collectDuration + setupDuration;
    total.files += 1;
    total.tests += [...module.children.allTests()].length;
    total.ms += ms;
    this.#files.push({ name: `${module.project.name}: ${module.relativeModuleId}`, ms });
  }

  onTestRunEnd(): void {
    if (this.#totals.size === 0) return;
    console.log('\nSeconds of tests by project, some side by side, and of all together from start to end:');
    for (const [name, { files, tests, ms }] of this.#totals)
      console.log(
        `${name.padEnd(24)}${seconds(ms)}  ${String(files).padStart(3)} files ${String(tests).padStart(5)} tests`,
      );
    console.log(`${'all together'.padEnd(24)}${seconds(performance.now() - this.#startMs)}`);
    const slowest = this.#files.toSorted((a, b) => b.ms - a.ms).slice(0, slowestFiles);
    console.log(`\nThe ${slowest.length} files that took longest:`);
    for (const { name, ms } of slowest) console.log(`${seconds(ms)}  ${name}`);
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1).padStart(8);
}
