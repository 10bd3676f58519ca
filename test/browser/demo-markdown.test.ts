import { expect, test } from 'vitest';
import { renderMarkdown } from '../../demo/markdown.ts';

function rendered(text: string): HTMLElement {
  const element = document.createElement('div');
  element.append(renderMarkdown(text));
  return element;
}

test.each([
  'Use vector<int> here',
  'if x<y and y>z',
  '<!-- the rest\nof an answer',
  '<b>bold</b> & <script>alert(1)</script>',
  'a &amp; b <i>',
  'a <script><b>b</b> <!-- c',
])('HTML is shown as text: %j', (text) => {
  const element = rendered(text);
  const read = text.replace('&amp;', '&').replace('\n', '');
  expect(element.textContent?.replaceAll('\n', '')).toBe(read);
  expect(element.querySelector('b, i, script')).toBe(null);
});

test('a link opens in a new tab, and keeps no other attributes', () => {
  const [link] = rendered('[here](https://example.org/ "title")').getElementsByTagName('a');
  expect(link?.getAttributeNames().toSorted()).toEqual(['href', 'rel', 'target']);
  expect([link?.target, link?.rel, link?.href]).toEqual([
    '_blank',
    'noopener noreferrer',
    'https://example.org/',
  ]);
});

test('a link that would run a script is text', () => {
  expect(rendered('[here](javascript:alert(1))').querySelector('a')?.getAttribute('href') ?? null).toBe(null);
});

test('images are left out, because they would load a file', () => {
  expect(rendered('![x](https://example.org/x.png)').querySelector('img')).toBe(null);
});

test('lists, tables and code are rendered', () => {
  const element = rendered('- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`x < y`');
  expect(element.querySelectorAll('li, td')).toHaveLength(4);
  expect(element.querySelector('code')?.textContent).toBe('x < y');
});
