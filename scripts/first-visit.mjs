// The first visit over a home connection: how soon the first token comes when experts are fetched as they are needed, and
// how soon when everything is downloaded first.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { openSite, slowLink } from './bench-site.mjs';
import { chromiumArgs, requireChromium } from './chromium.mjs';

/** 20 Mbit/s and 40 ms there and back. */
const connection = { bitsPerSecond: 20e6, roundTripMs: 40 };

/** Visits with profiles of their own, so that nothing is cached. */
export async function firstVisits({ folder, work, runs, progress }) {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const bytes = (role) =>
    manifest.shards.filter((shard) => shard.role === role).reduce((sum, shard) => sum + shard.bytes, 0);
  const site = await openSite({
    pages: ['first-visit.html'],
    outDir: join(work, 'pages'),
    folder,
    link: slowLink(connection),
  });
  const visits = { onDemand: [], everythingFirst: [] };
  try {
    for (let run = 0; run < runs; run++) {
      for (const [i, kind] of Object.keys(visits).entries()) {
        progress(`visit ${2 * run + i + 1} of ${2 * runs}`);
        const profile = join(work, `visit-${run}-${kind}`);
        visits[kind].push(await visit(`${site.url}/first-visit.html`, profile, kind === 'everythingFirst'));
      }
    }
  } finally {
    await site.close();
  }
  return { connection, coreBytes: bytes('core'), expertBytes: bytes('expert'), ...visits };
}

async function visit(url, profile, everythingFirst) {
  const executablePath = requireChromium();
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: chromiumArgs });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url);
    await page.waitForFunction(() => globalThis.visit !== undefined);
    return await page.evaluate((all) => globalThis.visit(all), everythingFirst);
  } finally {
    await context.close();
  }
}
