// Runs once for the whole matrix: builds the library and the models' folders, and records the models' answers without faults.

import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright';
import type { TestProject } from 'vitest/node';
import { buildLibrary } from '../support/build-library.ts';
import { chromiumWithoutChecks } from '../support/chromium.ts';
import { writeModel } from './model.ts';
import { brief, greedy, question, sampled } from './question.ts';
import { startFaultServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    faults: FaultModels;
  }
}

/** A model of the matrix. */
export interface FaultModel {
  /** Its shard folder on disk. */
  folder: string;
  /** Number of its expert shards. */
  experts: number;
  /** Its answers without faults, by how they were requested. */
  undisturbed: Record<'greedy' | 'brief' | 'sampled', string>;
}

export interface FaultModels {
  /** Lightning and softmax attention. */
  hybrid: FaultModel;
  /** Without softmax attention; it loads in half the time. */
  lightning: FaultModel;
}

declare global {
  var faultModels: Promise<FaultModels> | undefined;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = join(tmpdir(), `pocket-m1-faults-${process.pid}`);
  // Once per process, because each project of the matrix loads its own copy of this module.
  globalThis.faultModels ??= createModels(scratch);
  project.provide('faults', await globalThis.faultModels);
  return () => rm(scratch, { recursive: true, force: true });
}

async function createModels(scratch: string): Promise<FaultModels> {
  await buildLibrary();
  const create = async (fixture: 'hybrid-8' | 'lightning-shared', experts: number): Promise<FaultModel> => {
    const folder = join(scratch, fixture);
    await writeModel(join(scratch, `${fixture}-checkpoint`), folder, { fixture });
    return { folder, experts, undisturbed: await undisturbedAnswers(folder) };
  };
  const [hybrid, lightning] = await Promise.all([create('hybrid-8', 64), create('lightning-shared', 32)]);
  return { hybrid, lightning };
}

async function undisturbedAnswers(modelFolder: string): Promise<FaultModel['undisturbed']> {
  const [browser, server] = await Promise.all([
    playwright.launch(chromiumWithoutChecks),
    startFaultServer(modelFolder),
  ]);
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => globalThis.openModel !== undefined);
    return await page.evaluate(
      async ([url, text, options]) => {
        await openModel(url);
        const answers = {
          greedy: (await ask(text, options.greedy)).text,
          brief: (await ask(text, options.brief)).text,
          sampled: (await ask(text, options.sampled)).text,
        };
        await model.dispose();
        return answers;
      },
      [server.modelUrl, question, { greedy, brief, sampled }] as const,
    );
  } finally {
    await Promise.all([browser.close(), server.close()]);
  }
}
