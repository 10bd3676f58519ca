// A saved conversation in fresh tabs of one profile: one tab creates and saves it; the others alternately open it and read it anew.

import { join } from 'node:path';
import { chromium } from 'playwright';
import { openSite } from './bench-site.mjs';
import { chromiumArgs, requireChromium } from './chromium.mjs';

export async function resumeConversation({ folder, work, tokens, runs, progress }) {
  const site = await openSite({ pages: ['resume.html'], outDir: join(work, 'pages'), folder });
  const context = await chromium.launchPersistentContext(join(work, 'resume'), {
    executablePath: requireChromium(),
    args: chromiumArgs,
  });
  try {
    const inTab = async (measure, given) => {
      const page = await context.newPage();
      await page.goto(`${site.url}/resume.html`);
      await page.waitForFunction(() => globalThis.save !== undefined);
      const result = await page.evaluate(measure, given);
      await page.close();
      return result;
    };
    progress('making and saving the conversation');
    const { saved, conversation } = await inTab((given) => globalThis.save(given), { tokens, runs });
    const answers = { opened: [], read: [] };
    for (let run = 0; run < runs; run++) {
      for (const [how, given] of [
        ['opened', run],
        ['read', conversation],
      ]) {
        progress(`run ${run + 1} of ${runs}: ${how}`);
        answers[how].push(await inTab((from) => globalThis.next(from), given));
      }
    }
    return { saved, ...answers };
  } finally {
    await context.close();
    await site.close();
  }
}
