// The text of an answer as it grows: Markdown, each block in its own direction. What is complete is then improved when the
// browser has time: code is coloured, and math typeset.

import { copyButton } from './copy-button.ts';
import { create } from './elements.ts';
import { GrowingMarkdown } from './growing-markdown.ts';
import { keepAtEnd } from './log.ts';
import { strings } from './strings.ts';

export type RichText = Pick<GrowingMarkdown, 'append' | 'end'>;

/** What highlight.ts colours, by the names that are common in Markdown. */
const coloured = new Set(
  'bash c c++ cc cjs cpp css go golang h hpp html java javascript js json jsx mjs py python rs rust sh sql svg ts tsx typescript xml yaml yml zsh'.split(
    ' ',
  ),
);
/** Longer code, in characters, is not coloured. */
const MAX_COLOURED = 20_000;

/** Shows a text, which has to be appended, in this empty element. */
export function createRichText(element: HTMLElement): RichText {
  return new GrowingMarkdown(element, prepare);
}

function prepare(nodes: DocumentFragment, isComplete: boolean): void {
  // What is scrolled is around a table, which so begins where its direction does.
  for (const table of nodes.querySelectorAll('table')) surround(table, create('div', 'table'));
  for (const block of nodes.children as Iterable<HTMLElement>) block.dir = 'auto';
  // They do not decide the direction of the text around them, and keep theirs in it.
  for (const isolated of nodes.querySelectorAll<HTMLElement>('code, .math')) isolated.dir = 'ltr';
  for (const pre of nodes.querySelectorAll('pre')) prepareCode(pre, isComplete);
  // Long lines are scrolled to, by keyboard as well.
  for (const wide of nodes.querySelectorAll<HTMLElement>('pre, .table, .display')) wide.tabIndex = 0;
  if (!isComplete) return;
  for (const math of nodes.querySelectorAll<HTMLElement>('.math')) {
    improve(math, async () => {
      const { typeset } = await import('./math.ts');
      keepAtEnd(() => typeset(math));
      // Wider than its line: nothing breaks it, so it is scrolled.
      const line = math.closest('.turn :is(p, li, td, th, h1, h2, h3, h4, h5, h6), .text')!;
      if (math.getBoundingClientRect().width <= line.clientWidth) return;
      math.classList.add('display');
      math.tabIndex = 0;
    });
  }
}

/** Puts an element at the end of a box that takes its place. */
function surround(element: HTMLElement, box: HTMLElement): void {
  element.replaceWith(box);
  box.append(element);
}

/** Puts the language and a button above code. */
function prepareCode(pre: HTMLElement, isComplete: boolean): void {
  const code = pre.firstElementChild as HTMLElement;
  const language = code.className.replace('language-', '');
  const head = create('div', 'code-head', create('span', '', language));
  if (isComplete) head.append(copyButton(strings.copyCode, () => code.textContent));
  const box = create('div', 'code', head);
  box.dir = 'ltr';
  surround(pre, box);
  if (!isComplete || !coloured.has(language.toLowerCase())) return;
  if (code.textContent.length > MAX_COLOURED) return;
  improve(code, async () => {
    const { highlight } = await import('./highlight.ts');
    highlight(code, language);
  });
}

/** Settles when everything before is improved. */
let improved: Promise<void> = Promise.resolve();

/** Improves an element when the browser has time, unless it is no longer shown. It stays as it is if a part cannot be fetched. */
function improve(element: HTMLElement, change: () => Promise<void>): void {
  improved = improved
    .then(idle)
    .then(() => (element.isConnected ? change() : undefined))
    .catch(() => {});
}

function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve, { timeout: 500 });
    else setTimeout(resolve);
  });
}
