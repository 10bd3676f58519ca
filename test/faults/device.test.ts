// A lost GPU device: the model is loaded onto another one, and the answer continues.

import { chromium as playwright } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { GenerateOptions } from '../../src/index.ts';
import { chromiumWithoutChecks } from '../support/chromium.ts';
import { held } from './behaviours.ts';
import { greedy, question, sampled } from './question.ts';
import { startFaultServer } from './server.ts';
import { countBuffers, hybrid, openSharedSite, openSite, type Site, Tab, unwrap, useBrowser } from './tab.ts';

useBrowser();
const { undisturbed } = hybrid;

/** Asks, and loses the device at each of the first `losses` parts of the answer after the first `after` ones. */
async function askAndLose(
  { page }: Tab,
  options: GenerateOptions,
  { after, losses = 1 }: { after: number; losses?: number },
): Promise<string> {
  const outcome = await page.evaluate(
    ([text, given, from, times]) => {
      worker.postMessage({ act: 'lose-device', after: from, times });
      return attempt(ask(text, given));
    },
    [question, options, after, losses] as const,
  );
  return unwrap(outcome).text;
}

it('the answer continues where it was, from storage, and no buffer of the lost device is kept', async () => {
  const { server, tab } = await openSite();
  // A prompt that continues its answer would have a checkpoint at the answer's start.
  await tab.loadInstrumented({ prefixCacheBytes: 0 });
  const buffers = await countBuffers(tab);
  expect(await askAndLose(tab, greedy, { after: 5 })).toBe(undisturbed.greedy);
  expect(await tab.warnings()).toEqual(['device-lost']);
  expect(await askAndLose(tab, sampled, { after: 10 })).toBe(undisturbed.sampled);
  expect(await tab.warnings()).toEqual(['device-lost', 'device-lost']);
  expect(await countBuffers(tab)).toBe(buffers);
  expect(Math.max(...Object.values(server.shardRequests()))).toBe(1);
});

describe('with memory for some experts', () => {
  // Each test continues with the model of the one before.
  let site: Site;

  beforeAll(async () => {
    site = await openSharedSite();
  });

  afterAll(() => site.close());

  it('while the model loads, and while an expert is being fetched', async () => {
    const { server, tab } = site;
    const core = held();
    const experts = held();
    server.misbehave(/^core-/, core.behaviour);
    server.misbehave(/^experts/, experts.behaviour, 1);
    const loading = tab.loadInstrumented({ expertBudgetBytes: 150_000 });
    const requested = (): number => Object.keys(server.shardRequests()).length;
    await expect.poll(requested).toBe(1);
    await tab.page.evaluate(() => worker.postMessage('lose-device'));
    core.release();
    await loading;
    const answering = tab.ask();
    await expect.poll(requested).toBeGreaterThan(1);
    await tab.page.evaluate(() => worker.postMessage('lose-device'));
    experts.release();
    expect((await answering).text).toBe(undisturbed.greedy);
    expect(new Set(await tab.warnings())).toEqual(new Set(['device-lost']));
  });

  it('between two answers: the second one does not change', async () => {
    const { tab } = site;
    const before = await tab.warnings();
    await tab.page.evaluate(() => worker.postMessage('lose-device'));
    expect((await tab.ask()).text).toBe(undisturbed.greedy);
    expect(await tab.warnings()).toEqual([...before, 'device-lost']);
  });

  it('without another device: the answer fails, and works once there is one', async () => {
    const { tab } = site;
    await tab.page.evaluate(() => worker.postMessage('deny-adapter'));
    await expect(askAndLose(tab, greedy, { after: 5 })).rejects.toMatchObject({ code: 'device-lost' });
    await expect(tab.ask()).rejects.toMatchObject({ code: 'device-lost' });
    await tab.page.evaluate(() => worker.postMessage('grant-adapter'));
    expect((await tab.ask()).text).toBe(undisturbed.greedy);
  });

  it('again and again: the answer fails, and the next one is fine', async () => {
    const { tab } = site;
    await expect(askAndLose(tab, greedy, { after: 0, losses: 90 })).rejects.toMatchObject({
      code: 'device-lost',
    });
    expect((await tab.ask()).text).toBe(undisturbed.greedy);
  });
});

it('with the browser’s whole GPU process: the answer continues', async () => {
  const server = await startFaultServer(hybrid.folder);
  // The GPU process belongs to the browser, so this test has its own browser.
  const own = await playwright.launch(chromiumWithoutChecks);
  onTestFinished(() => Promise.all([own.close(), server.close()]).then(() => {}));
  const session = await own.newBrowserCDPSession();
  const tab = await Tab.open(await own.newContext(), server);
  const crashAndAsk = async (): Promise<unknown> => {
    await session.send('Browser.crashGpuProcess');
    return tab.ask();
  };
  await tab.load();
  // At that moment, decoding kernels are being compiled at most. After a second crash, Chromium offers no GPU until it is restarted.
  const answering = tab.ask();
  await session.send('Browser.crashGpuProcess');
  expect((await answering).text).toBe(undisturbed.greedy);
  expect(new Set(await tab.warnings())).toEqual(new Set(['device-lost']));
  await expect(crashAndAsk()).rejects.toMatchObject({ code: 'device-lost' });
});
