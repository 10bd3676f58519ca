// Elements that several views have.

import { create } from '../elements.ts';

let headings = 0;

/** A section with a heading that names it. */
export function section(title: string, ...children: Node[]): HTMLElement {
  const heading = create('h3', '', title);
  heading.id = `glass-heading-${++headings}`;
  const element = create('section', 'glass-section', heading, ...children);
  element.setAttribute('aria-labelledby', heading.id);
  return element;
}

/** A section that is folded until it is needed. `onOpen` is called whenever it is opened. */
export function foldedSection(title: string, onOpen: () => void, ...children: Node[]): HTMLDetailsElement {
  const element = create('details', 'glass-section', create('summary', '', title), ...children);
  element.addEventListener('toggle', () => {
    if (element.open) onOpen();
  });
  return element;
}

/** Changes a text, and the page, only if it is another one. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Terms with values that change. */
export class Figures<Name extends string> {
  readonly element = create('dl', 'glass-figures');
  readonly #values: Record<Name, HTMLElement>;

  constructor(terms: Record<Name, string>) {
    const names = Object.keys(terms) as Name[];
    const values = names.map((name) => {
      const value = create('dd');
      value.dataset.figure = name;
      this.element.append(create('div', '', create('dt', '', terms[name]), value));
      return [name, value] as const;
    });
    this.#values = Object.fromEntries(values) as Record<Name, HTMLElement>;
  }

  set(name: Name, text: string): void {
    setText(this.#values[name], text);
  }
}

/** Amounts that make a whole, as one bar and as figures with swatches. */
export class StackedBar<Name extends string> {
  readonly element: HTMLElement;
  readonly #figures: Figures<Name>;
  readonly #segments = new Map<Name, HTMLElement>();

  constructor(terms: Record<Name, string>) {
    this.#figures = new Figures(terms);
    this.#figures.element.classList.add('glass-swatches');
    const bar = create('div', 'glass-bar');
    bar.ariaHidden = 'true';
    (Object.keys(terms) as Name[]).forEach((name, i) => {
      const segment = create('i', `swatch-${i}`);
      this.#segments.set(name, segment);
      bar.append(segment);
      this.#figures.element.querySelectorAll('dt')[i]!.prepend(create('i', `swatch swatch-${i}`));
    });
    this.element = create('div', '', bar, this.#figures.element);
  }

  set(amounts: Record<Name, number>, format: (amount: number) => string): void {
    for (const [name, segment] of this.#segments) {
      segment.style.flexGrow = String(amounts[name]);
      segment.hidden = amounts[name] === 0;
      this.#figures.set(name, format(amounts[name]));
    }
  }
}

/** For example "93 %"; small shares keep a digit. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.0995 ? 1 : 0)} %`;
}

/** A token's text with its white space visible. */
export function visibleText(text: string): string {
  return text.replaceAll('\n', '↵').replaceAll('\t', '⇥').replaceAll(' ', '␣');
}
