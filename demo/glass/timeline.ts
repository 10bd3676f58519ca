// The tokens of an answer on a line that can be scrubbed, and everything that is known of the one shown.

import { create } from '../elements.ts';
import type { AnswerRecord, TokenRecord } from './answer-record.ts';
import { FittedCanvas, readColors } from './drawing.ts';
import { Figures, percent, section, setText, visibleText } from './parts.ts';
import { glassStrings as strings } from './strings.ts';
import type { GlassState, View } from './view.ts';

/** Characters of the answer that are shown before the token. */
const textBefore = 48;

/** Pixels of the marks above the bars. */
const markHeight = 8;

export class Timeline implements View {
  readonly element: HTMLElement;
  readonly #canvas: FittedCanvas;
  readonly #range = create('input', 'timeline-range');
  readonly #follow = create('button', 'quiet', strings.follow);
  readonly #position = create('p', 'timeline-position');
  readonly #text = create('p', 'timeline-text');
  readonly #figures = new Figures({
    probability: strings.probability,
    time: strings.time,
    waited: strings.waited,
  });
  readonly #alternatives = create('ol', 'timeline-alternatives');
  readonly #experts = create('ol', 'timeline-experts');
  readonly #detail: HTMLElement;
  readonly #empty = create('p', 'glass-note', strings.askFirst);
  #colors: ReturnType<typeof readColors> | undefined;
  #shown: TokenRecord | undefined;
  /** What was shown of it, so that the page changes only with the token. */
  #shownText: string | undefined;

  /** `select` shows a token; undefined shows the last one, also when others follow. */
  constructor(redraw: () => void, select: (index: number | undefined) => void) {
    this.#canvas = new FittedCanvas(redraw);
    this.#canvas.element.className = 'timeline';
    this.#range.type = 'range';
    this.#range.min = '0';
    this.#range.ariaLabel = strings.scrub;
    this.#range.addEventListener('input', () => select(this.#range.valueAsNumber));
    this.#follow.type = 'button';
    this.#follow.addEventListener('click', () => select(undefined));
    const point = (event: PointerEvent): void => {
      if (event.buttons === 0) return;
      const share = event.offsetX / this.#canvas.width;
      const index = Math.floor(share * (Number(this.#range.max) + 1));
      select(Math.max(0, Math.min(Number(this.#range.max), index)));
    };
    this.#canvas.element.addEventListener('pointerdown', point);
    this.#canvas.element.addEventListener('pointermove', point);
    this.#detail = create(
      'div',
      'timeline-detail',
      this.#canvas.element,
      this.#range,
      create('div', 'timeline-head', this.#position, this.#follow),
      this.#text,
      this.#figures.element,
      create('h4', '', strings.alternatives),
      this.#alternatives,
      create('h4', '', strings.tokenExperts),
      this.#experts,
      create('p', 'glass-note', strings.timelineHelp),
    );
    this.element = section(strings.timeline, this.#empty, this.#detail);
  }

  draw({ record, selected }: Readonly<GlassState>): void {
    const token = record?.tokens[selected];
    this.#empty.hidden = token !== undefined;
    this.#detail.hidden = token === undefined;
    if (!record || !token) return;
    const { length } = record.tokens;
    this.#colors ??= readColors(this.element);
    this.#drawBars(record, selected);
    this.#range.max = String(length - 1);
    this.#range.value = String(selected);
    this.#follow.hidden = selected === length - 1;
    setText(this.#position, strings.tokenOf(selected, length));
    if (this.#shown === token && this.#shownText === token.text) return;
    this.#shown = token;
    this.#shownText = token.text;
    this.#describe(record, selected, token);
  }

  themeChanged(): void {
    this.#colors = undefined;
  }

  end(): void {
    this.#canvas.end();
  }

  #drawBars({ tokens }: AnswerRecord, selected: number): void {
    const context = this.#canvas.clear();
    if (!context || !this.#colors) return;
    const { ink, accent, muted, network } = this.#colors;
    const width = this.#canvas.width / tokens.length;
    const height = this.#canvas.height - markHeight;
    const bar = Math.max(1, Math.min(width - 1, 24));
    tokens.forEach(({ probability = 0, faults }, i) => {
      const center = (i + 0.5) * width;
      const size = Math.max(1, probability * height);
      context.fillStyle = i === selected ? accent : muted;
      context.globalAlpha = i === selected ? 1 : 0.6;
      context.fillRect(center - bar / 2, this.#canvas.height - size, bar, size);
      context.globalAlpha = 1;
      if (faults === 0) return;
      context.fillStyle = network;
      context.beginPath();
      context.moveTo(center - 3.5, 0.5);
      context.lineTo(center + 3.5, 0.5);
      context.lineTo(center, markHeight - 1.5);
      context.fill();
    });
    context.fillStyle = ink;
    context.fillRect((selected + 0.5) * width - 0.5, markHeight, 1, height);
  }

  #describe({ tokens }: AnswerRecord, index: number, token: TokenRecord): void {
    const before = tokens
      .slice(Math.max(0, index - textBefore), index)
      .map(({ text }) => text)
      .join('')
      .slice(-textBefore)
      .replaceAll('\n', '↵');
    const { text, probability, alternatives, experts, faults, ms } = token;
    this.#text.replaceChildren(create('span', '', before), create('mark', '', visibleText(text)));
    const share = probability === undefined ? strings.unknown : percent(probability);
    this.#range.setAttribute('aria-valuetext', strings.tokenValue(index, tokens.length, text, share));
    this.#figures.set('probability', share);
    this.#figures.set('time', index === 0 ? strings.untilFirst(ms) : strings.ms(ms));
    this.#figures.set('waited', waitedText(index, faults));
    this.#alternatives.replaceChildren(
      ...alternatives.map((other) => {
        const bar = create('i', 'share');
        bar.style.width = `${other.probability * 100}%`;
        const isChosen = other.text === text;
        const label = create('code', '', visibleText(other.text));
        const value = create(
          'span',
          '',
          `${isChosen ? `${strings.chosen}, ` : ''}${percent(other.probability)}`,
        );
        return create('li', isChosen ? 'chosen' : '', label, create('span', 'track', bar), value);
      }),
    );
    this.#experts.replaceChildren(
      ...experts.map((chosen) => create('li', '', chosen.map((expert) => expert + 1).join(' '))),
    );
  }
}

function waitedText(index: number, faults: number): string {
  if (faults === 0) return strings.didNotWait;
  return index === 0 ? strings.waitedInPrompt(faults) : strings.waitedIn(faults);
}
