// A reporter that ends each run with what every project took, because a slow test must earn its time.

import type { Reporter, TestModule } from 'vitest/node';

interface Total {
  files: number;
  tests: number;
  /** Of importing the files and running their hooks and tests. */
  ms: number;
}

export default class ProjectTimes implements Reporter {
  /** By the project's name, in the order in which they began. */
  readonly #totals = new Map<string, Total>();
  #startMs = 0;

  onTestRunStart(): void {
    this.#totals.clear();
    this.#startMs = performance.now();
  }

  onTestModuleQueued({ project }: TestModule): void {
    if (!this.#totals.has(project.name)) this.#totals.set(project.name, { files: 0, tests: 0, ms: 0 });
  }

  onTestModuleEnd(module: TestModule): void {
    const total = this.#totals.get(module.project.name);
    if (!total) return;
    const { duration, collectDuration, setupDuration } = module.diagnostic();
    total.files += 1;
    total.tests += [...module.children.allTests()].length;
    total.ms += duration + collectDuration + setupDuration;
  }

  onTestRunEnd(): void {
    if (this.#totals.size === 0) return;
    console.log('\nSeconds of tests by project, some side by side, and of all together from start to end:');
    for (const [name, { files, tests, ms }] of this.#totals)
      console.log(
        `${name.padEnd(24)}${seconds(ms)}  ${String(files).padStart(3)} files ${String(tests).padStart(5)} tests`,
      );
    console.log(`${'all together'.padEnd(24)}${seconds(performance.now() - this.#startMs)}`);
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1).padStart(8);
}
