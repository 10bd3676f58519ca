// Once for the whole matrix: the built library, the model's folder, and the answers of a model that nothing ever happened
// to.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright';
import type { TestProject } from 'vitest/node';
import { buildLibrary } from '../support/build-library.ts';
import { chromium } from '../support/chromium.ts';
import { writeModel } from './model.ts';
import { brief, greedy, question, sampled } from './question.ts';
import { startFaultServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    faults: {
      modelFolder: string;
      undisturbed: Undisturbed;
    };
  }
}

/** The answers, by how they were asked for. */
type Undisturbed = Record<'greedy' | 'brief' | 'sampled', string>;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = await mkdtemp(join(tmpdir(), 'pocket-m1-faults-'));
  const modelFolder = join(scratch, 'model');
  await Promise.all([buildLibrary(), writeModel(join(scratch, 'hybrid-8'), modelFolder)]);
  project.provide('faults', { modelFolder, undisturbed: await undisturbedAnswers(modelFolder) });
  return () => rm(scratch, { recursive: true });
}

async function undisturbedAnswers(modelFolder: string): Promise<Undisturbed> {
  const [browser, server] = await Promise.all([playwright.launch(chromium), startFaultServer(modelFolder)]);
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
