// A budget of GPU memory below the size of all experts makes answers slower but never different.

import { expect, it } from 'vitest';
import { brief, sampled } from './question.ts';
import { CORE_FILES, type Failure, hybrid, openSite, useBrowser } from './tab.ts';

useBrowser();
const { undisturbed } = hybrid;

it('every budget down to the minimum gives the same tokens, greedy and sampled', async () => {
  const { server, tab } = await openSite();
  const refusal = await tab.load({ expertBudgetBytes: 1 }).catch((error: Failure) => error);
  expect(refusal).toMatchObject({ code: 'invalid-argument', details: { option: 'expertBudgetBytes' } });
  const least = Number(refusal!.details!.expected);
  // A token of this model uses two experts per layer.
  const all = (hybrid.experts / 2) * least;

  const evictions: number[] = [];
  for (const budget of [all, all / 2, all / 4, all / 10, least]) {
    await tab.load({ expertBudgetBytes: budget });
    const answers = [await tab.ask(brief), await tab.ask(sampled)];
    expect(
      answers.map(({ text }) => text),
      `${budget} bytes`,
    ).toEqual([undisturbed.brief, undisturbed.sampled]);
    evictions.push(answers.reduce((sum, { experts }) => sum + experts.evictions, 0));
    expect(await tab.warnings()).toEqual([]);
    // The next one reads them from there.
    const fetched = Object.keys(server.shardRequests()).filter((file) => file.startsWith('experts/'));
    await expect.poll(() => tab.storedFiles()).toBe(CORE_FILES + fetched.length);
    await tab.dispose();
  }
  expect(evictions[0]).toBe(0);
  expect(evictions).toEqual(evictions.toSorted((a, b) => a - b));
  expect(evictions[1]).toBeGreaterThan(0);
  // Experts are read from storage, not from the server.
  expect(Math.max(...Object.values(server.shardRequests()))).toBe(1);
  expect(undisturbed.greedy.startsWith(undisturbed.brief)).toBe(true);
  expect(undisturbed.greedy.startsWith(undisturbed.sampled)).toBe(false);
});
