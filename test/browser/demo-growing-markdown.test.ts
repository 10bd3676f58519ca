import fc from 'fast-check';
import { Lexer } from 'marked';
import { afterEach, expect, test, vi } from 'vitest';
import { GrowingMarkdown } from '../../demo/growing-markdown.ts';
import { renderMarkdown } from '../../demo/markdown.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function rendered(text: string): string {
  const element = document.createElement('div');
  element.append(renderMarkdown(text));
  return element.innerHTML;
}

/** What a page shows at the end of a text with these parts. */
function grown(parts: readonly string[]): string {
  const element = document.createElement('div');
  const growing = new GrowingMarkdown(element);
  for (const part of parts) growing.append(part);
  growing.end();
  return element.innerHTML;
}

const pieces = [
  'A line of text',
  'with **strong** and *open emphasis',
  'a [link][one], [One] and [two][] and a note[^1]',
  '[one]: https://example.org/one',
  '[two]: https://example.org/two "Two\n\nlines"',
  '[two]: https://example.org/2\n"a title"',
  '[^1]: A note',
  '[one\n\n]: x',
  '# Heading',
  'Underlined\n===',
  '---',
  '- item',
  '* item\n  - inner',
  '  continued',
  '    indented',
  '\tindented by a tab',
  '1. first',
  '10) tenth',
  '> quoted',
  '> - in a quote\nlazy',
  '> ```\n> code',
  '```ts',
  '```',
  '````md\n```\ninner\n```\n````',
  '~~~',
  '  ```',
  '| a | b |\n|---|:-:|\n| 1 | 2 |',
  '| 3 |',
  '<div>',
  '<!-- open',
  'closed -->',
  '<script>',
  'x</script> y',
  '<?php',
  '?>',
  '<a href="x',
  'a <a href="x">b',
  'https://example.org and <pre>',
  '$$',
  '$$x^2$$',
  '\\[\n- a\n= b\n\\]',
  '\\[ open',
  'a \\(b\\) c for $5, $$ or $$$',
  '`code',
  '\\',
  'עברית',
  '&amp; < >',
];
const text = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...pieces) }, fc.string({ maxLength: 6 })),
      fc.constantFrom('\n', '\n\n', '\n\n', '\n \n', '\n\n\n', ' ', '', '\r\n\r\n', '\r'),
    ),
    { maxLength: 12 },
  )
  .map((lines) => lines.flat().join(''));
const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 30 });

/** The parts of a text between these offsets. */
function cut(whole: string, at: readonly number[]): string[] {
  const places = [...new Set(at.map((place) => place % (whole.length + 1)))].toSorted((a, b) => a - b);
  return [...places, whole.length].map((end, i) => whole.slice(places[i - 1] ?? 0, end));
}

test('a text that arrives in parts is rendered like the whole text', () => {
  fc.assert(
    fc.property(text, cuts, (whole, at) => {
      expect(grown(cut(whole, at))).toBe(rendered(whole));
    }),
    { numRuns: 400 },
  );
});

test('a text that arrives by characters is rendered like the whole text', () => {
  fc.assert(
    fc.property(text, (whole) => {
      expect(grown([...whole])).toBe(rendered(whole));
    }),
    { numRuns: 60 },
  );
});

/** Prose, lists, code and links, with the cases in which the work could grow faster than the text. */
const section = `## A heading

A paragraph with *some* words and a [link][target].

- one item
- and another

\`\`\`ts
const answer = 42;

${'console.log(answer, [1, 2, 3]);\n'.repeat(10)}\`\`\`

| a | b |
|---|---|
| 1 | 2 |

`;

/** Renders this text in parts of ten characters; counts parsed characters and removed elements. */
async function workOf(whole: string): Promise<{ parsed: number; removed: number; element: HTMLElement }> {
  const lex = vi.spyOn(Lexer.prototype, 'lex');
  const element = document.createElement('div');
  let removed = 0;
  const count = (records: MutationRecord[]): void => {
    for (const { removedNodes } of records) {
      removed += [...removedNodes].filter((node) => node instanceof HTMLElement).length;
    }
  };
  const observer = new MutationObserver(count);
  observer.observe(element, { childList: true, subtree: true });
  const growing = new GrowingMarkdown(element);
  for (let at = 0; at < whole.length; at += 10) growing.append(whole.slice(at, at + 10));
  growing.end();
  count(observer.takeRecords());
  observer.disconnect();
  const parsed = lex.mock.calls.reduce((sum, [source]) => sum + source.length, 0);
  lex.mockRestore();
  return { parsed, removed, element };
}

test('the work is linear in the length of the text', async () => {
  const target = '[target]: https://example.org/\n';
  const short = await workOf(section.repeat(5) + target);
  const long = await workOf(section.repeat(50) + target);
  expect(long.element.querySelectorAll('a')).toHaveLength(50);
  expect(long.parsed).toBeLessThan(11 * short.parsed);
  expect(long.removed).toBeLessThan(11 * short.removed);
});

test('a long block of code is parsed twice while it grows', async () => {
  const code = `\`\`\`py\n${'print("a line of code")\n\n'.repeat(800)}`;
  const { parsed, element } = await workOf(code);
  expect(parsed).toBeLessThan(2.1 * code.length);
  expect(element.querySelector('code')?.textContent?.trimEnd()).toBe(code.slice('```py\n'.length).trimEnd());
});

test('complete blocks stay on the page', () => {
  const element = document.createElement('div');
  const growing = new GrowingMarkdown(element);
  growing.append('First [one].\n\nSecond.\n\n');
  const shown = () => [...element.querySelectorAll('p')];
  growing.append('Third');
  const [first, second] = shown();
  growing.append(' and more.\n\n[one]: https://example.org/\n');
  growing.end();
  expect(shown()).toHaveLength(3);
  expect(shown()[1]).toBe(second);
  // Its link has its target by then.
  expect(shown()[0]).not.toBe(first);
  expect(shown()[0]?.querySelector('a')?.href).toBe('https://example.org/');
});
