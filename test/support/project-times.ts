// A reporter that ends each run with what every project took, because a slow test must earn its time.

import type { Reporter, TestModule } from 'vitest/node';

interface Span {
  files: number;
  tests: number;
  startMs: number;
  endMs: number;
}

export default class ProjectTimes implements Reporter {
  /** By the project's name. Projects run one after the other, so spans do not overlap. */
  readonly #spans = new Map<string, Span>();
  #runStartMs = 0;

  onTestRunStart(): void {
    this.#spans.clear();
    this.#runStartMs = performance.now();
  }

  onTestModuleQueued({ project }: TestModule): void {
    const now = performance.now();
    if (!this.#spans.has(project.name))
      this.#spans.set(project.name, { files: 0, tests: 0, startMs: now, endMs: now });
  }

  onTestModuleEnd({ project, children }: TestModule): void {
    const span = this.#spans.get(project.name);
    if (!span) return;
    span.files += 1;
    span.tests += [...children.allTests()].length;
    span.endMs = performance.now();
  }

  onTestRunEnd(): void {
    const rows = [...this.#spans].sort(([, a], [, b]) => a.startMs - b.startMs);
    if (rows.length === 0) return;
    console.log('\nSeconds by project (building and starting browsers is in the sum only):');
    for (const [name, { files, tests, startMs, endMs }] of rows)
      console.log(
        `${name.padEnd(24)}${seconds(endMs - startMs)}  ${String(files).padStart(3)} files ${String(tests).padStart(5)} tests`,
      );
    console.log(`${'all together'.padEnd(24)}${seconds(performance.now() - this.#runStartMs)}`);
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1).padStart(8);
}
