// Code and math in answers of the built demo. There is no model; everything shown was stored.

import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StoredConversation, storeConversations } from '../../bench/stored-conversations.ts';
import { Visitor } from './visitor.ts';

let visitor: Visitor;
let page: Page;

const python = 'def greet(name: str) -> str:\n    """Says hello."""\n    return f"Hello, {name}!"  # 42\n';
const long = `const x = 1;\n${'// a comment that is not short\n'.repeat(700)}`;
/** Deeper than a stack is. */
const nested = '>'.repeat(20_000);
const conversations: StoredConversation[] = [
  {
    id: 'odd',
    title: 'Odd',
    texts: [
      'What is this?',
      `${nested} deep`,
      'Is it done?',
      '- [x] done\n- [ ] to do\n\n![A picture](https://example.org/x.png)\n\n##### Five\n###### Six\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1))',
      'ואיך?',
      `\`npm i --save\` היא הפקודה \\(x\\).\n\n${'| a long heading '.repeat(8)}|\n|${'---|'.repeat(8)}\n\nThen \\(${'a_{1} + '.repeat(40)} b\\).\n\n| שם | גיל |\n|---|---|\n| דנה | 7 |`,
    ],
  },
  { id: 'plain', title: 'Plain', texts: ['Prices?', 'Between $5 and $10, or $$ to $$$ in `$$x$$`.'] },
  {
    id: 'rich',
    title: 'Rich',
    texts: [
      'Show me code and math.',
      `Python:\n\n\`\`\`python\n${python}\`\`\`\n\nand a list:\n\n- with\n\n  \`\`\`json\n  {"a": [1, true]}\n  \`\`\`\n`,
      'And?',
      `\`\`\`js\n${long}\`\`\`\n\n\`\`\`nonsense\nlet x = "y"\n\`\`\`\n`,
      'And math?',
      'Where \\(x^2\\) is, for $5:\n\n$$\\sum_{i=1}^n i = \\frac{n(n+1)}{2}$$\n\nThen\n\\[\n\\begin{aligned}a &= b\\\\ c &= d\\end{aligned}\n\\]\nand \\(\\nonsense{\\).',
      'ובעברית?',
      'הנוסחה היא \\(a^2 + b^2 = c^2\\), והקוד הוא:\n\n```sql\nSELECT name FROM people WHERE age > 18;\n```',
    ],
  },
];

beforeAll(async () => {
  visitor = await Visitor.arrive();
  ({ page } = visitor);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.evaluate(storeConversations, conversations);
  visitor.server.faults.set('models/m1-nano/manifest.json', 404);
  await page.reload();
  await page.getByRole('alert').waitFor();
});

afterAll(() => visitor.leave());

/** The optional modules that the page has fetched for its answers. */
const parts = () =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .flatMap(({ name }) => /\/(highlight|math)-[^/]*\.js$/.exec(name)?.[1] ?? []),
  );

it('amounts of money are not math, and text without code or math fetches nothing for them', async () => {
  await visitor.button('Plain').click();
  expect(await visitor.answers().locator('.text').textContent()).toBe(
    'Between $5 and $10, or $$ to $$$ in $$x$$.\n',
  );
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  expect(await parts()).toEqual([]);
});

it('code is highlighted and math is typeset, also without a network', async () => {
  await visitor.context.setOffline(true);
  await visitor.button('Rich').click();
  await page.locator('.language-sql .hljs-keyword').first().waitFor();
  await expect.poll(() => page.locator('math').count()).toBe(4);
  expect((await parts()).toSorted()).toEqual(['highlight', 'math']);
  await visitor.context.setOffline(false);
  expect(await page.locator('.language-python').textContent()).toBe(python);
  expect(await page.locator('.language-json .hljs-literal').textContent()).toBe('true');
  // Too long, or in an unknown language.
  expect(await page.locator('.language-js').textContent()).toBe(long);
  expect(await page.locator(':is(.language-js, .language-nonsense) span').count()).toBe(0);
  // Text that is not TeX stays as it is.
  expect(await page.locator('.math:not(.typeset)').allTextContents()).toEqual(['\\(\\nonsense{\\)']);
  expect(await page.locator('math mfrac').count()).toBe(1);
  expect(await page.locator('math mtr').count()).toBe(2);
  expect(await page.locator('math mtd.tml-right').count()).toBe(2);
});

it('code is copied unchanged with the keyboard', async () => {
  const copy = page.locator('.code', { has: page.locator('.language-python') }).getByRole('button');
  await copy.focus();
  await page.keyboard.press('Enter');
  await copy.filter({ hasText: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(python);
});

it('whatever an answer is, it is shown, as text if need be', async () => {
  await visitor.button('Odd').click();
  const answers = visitor.answers().locator('.text');
  await visitor.questions().getByText('Is it done?').waitFor();
  expect((await answers.first().textContent())?.trim() === `${nested} deep`).toBe(true);
  const second = await answers.nth(1).textContent();
  expect(second).toContain('☑ done');
  expect(second).toContain('☐ to do');
  expect(second).toContain('![A picture](https://example.org/x.png)');
  expect(second).toContain('<img src=x onerror=alert(1)> x');
  expect(await answers.nth(1).locator('h5, h6').count()).toBe(2);
  expect(await answers.nth(1).locator('img, [href*="script"]').count()).toBe(0);
});

it('code in right-to-left text keeps its direction, and what is wide is scrolled on a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  const answer = visitor.answers().last().locator('.text');
  await answer.locator('math').nth(1).waitFor();
  const { direction, code } = await answer
    .locator('p')
    .first()
    .evaluate((p) => ({
      direction: getComputedStyle(p).direction,
      code: getComputedStyle(p.querySelector('code')!).direction,
    }));
  expect([direction, code]).toEqual(['rtl', 'ltr']);
  const wide = answer.locator('.math').last();
  await expect.poll(() => wide.evaluate((math) => math.scrollWidth > math.clientWidth)).toBe(true);
  expect(await wide.evaluate((math) => math.tabIndex)).toBe(0);
  const fromRight = await answer
    .locator('table')
    .last()
    .evaluate((table) => {
      const [inner, outer] = [table, table.closest('.text')!].map((element) =>
        element.getBoundingClientRect(),
      );
      return outer!.right - inner!.right;
    });
  expect(fromRight).toBeCloseTo(0);
  const log = page.locator('#log');
  expect(await log.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  await page.setViewportSize({ width: 1280, height: 800 });
  await visitor.button('Rich').click();
  await page.locator('.language-python').waitFor();
});

it('code and math are legible in light and dark mode, and in print', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const answer of [visitor.answers().first(), visitor.answers().last()]) {
      await answer.locator('.text').evaluate((text) => text.scrollIntoView());
      expect(await visitor.violations()).toEqual([]);
    }
  }
  const formula = page.locator('.text:dir(rtl) math, .text :dir(rtl) math');
  expect(await formula.evaluate((math) => getComputedStyle(math).direction)).toBe('ltr');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const ground = await page
    .locator('.code')
    .first()
    .evaluate((code) => getComputedStyle(code).backgroundColor);
  expect(ground).toBe('rgb(239, 237, 230)');
  expect(await page.locator('.code button').first().isVisible()).toBe(false);
  await page.emulateMedia({ media: null, colorScheme: null });
  expect(visitor.complaints.filter((text) => !/404|INTERNET_DISCONNECTED/.test(text))).toEqual([]);
});
