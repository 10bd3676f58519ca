// The first visit over a home connection: the time to the first token when experts are fetched on demand, and when everything
// is downloaded first; and the time until the demo shows something and accepts input.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { openSite, serveCompressed, slowLink } from './bench-site.mjs';
import { chromiumArgs, requireChromium } from './chromium.mjs';
import { withDemo } from './demo-site.mjs';

/** 20 Mbit/s and a round trip of 40 ms. */
const connection = { bitsPerSecond: 20e6, roundTripMs: 40 };

/** Visits with new profiles, so that nothing is cached. */
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
  const demo = await demoVisits(runs, progress);
  return { connection, coreBytes: bytes('core'), expertBytes: bytes('expert'), ...visits, demo };
}

/** Visits of the built demo with its bundled model, in milliseconds from the navigation. */
async function demoVisits(runs, progress) {
  const visits = [];
  const serve = (folder) => serveCompressed(folder, slowLink(connection));
  await withDemo({ serve }, async (browser, url) => {
    for (let run = 0; run < runs; run++) {
      progress(`visit ${run + 1} of ${runs} to the demo`);
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(url);
      await page.locator('#suggestions').waitFor({ timeout: 300_000 });
      visits.push(await page.evaluate(timesOfVisit));
      await context.close();
    }
  });
  return visits;
}

/** Evaluated in the demo when its model is ready. Its script, which listens to the field, runs before the DOMContentLoaded event. */
function timesOfVisit() {
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  const [navigation] = performance.getEntriesByType('navigation');
  return {
    firstPaintMs: paint.startTime,
    readyToTypeMs: navigation.domContentLoadedEventEnd,
    modelReadyMs: performance.now(),
  };
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
