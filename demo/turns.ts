// Shows the turns of a conversation: questions, tool results, and answers as they are generated.

import type { AnswerPart, FinishPart, ToolCall } from '../src/index.ts';
import { byId, create } from './elements.ts';
import { renderMarkdown } from './markdown.ts';
import { strings } from './strings.ts';

const log = byId('log');

export function showQuestion(text: string): void {
  append(create('div', 'turn user', create('p', '', create('span', 'visually-hidden', strings.you), text)));
}

export function showToolResult({ name, arguments: args }: ToolCall, result: string): void {
  append(
    create(
      'p',
      'tool',
      `${name} `,
      create('code', '', Object.values(args).join(', ')),
      ' = ',
      create('code', '', result),
    ),
  );
}

/** A button beside a problem. */
export interface Remedy {
  label: string;
  run: () => void;
}

/** An error that the user has to act on. */
export function problemBox(sentence: string, action?: Remedy): HTMLElement {
  const box = create('div', 'problem', create('strong', '', strings.didNotWork), sentence);
  box.setAttribute('role', 'alert');
  if (action) {
    const button = create('button', 'quiet', action.label);
    button.type = 'button';
    button.addEventListener('click', () => {
      button.remove();
      action.run();
    });
    box.append(create('br'), button);
  }
  return box;
}

export function showProblem(sentence: string, action?: Remedy): void {
  append(problemBox(sentence, action));
}

/** One answer on the page. */
export class AnswerView {
  readonly #element = create('article', 'turn model waiting');
  readonly #thinking = create('details', 'thinking');
  readonly #summary = create('summary', '', strings.thinking);
  readonly #thoughts = create('div');
  readonly #body = create('div', 'text');
  /** The text so far, without thinking. */
  text = '';
  #drawn = true;

  constructor() {
    this.#element.ariaLabel = strings.answer;
    this.#thinking.append(this.#summary, this.#thoughts);
    this.#element.append(this.#body);
    append(this.#element);
  }

  add(part: AnswerPart): void {
    if (part.type === 'thinking') {
      if (!this.#thinking.isConnected) this.#element.prepend(this.#thinking);
      keepAtEnd(() => this.#thoughts.append(part.text));
    } else if (part.type === 'text') {
      this.#summary.textContent = strings.thought;
      this.text += part.text;
      this.#drawSoon();
    } else if (part.type === 'text-was-thinking') {
      this.#element.prepend(this.#thinking);
      this.#thoughts.textContent = this.text;
      this.text = '';
      this.#drawSoon();
    }
  }

  /** To be called when the answer is complete: adds its figures. */
  finish({ usage, timings, finishReason, experts }: Omit<FinishPart, 'type'>): void {
    const notes = [
      strings.tokens(usage.completionTokens),
      ...(timings.decodeTokensPerSecond > 0
        ? [strings.tokensPerSecond(formatSpeed(timings.decodeTokensPerSecond))]
        : []),
      strings.firstAfter((timings.timeToFirstTokenMs / 1000).toFixed(2)),
      ...(experts && experts.fetched > 0 ? [strings.expertsFetched(experts.fetched)] : []),
      ...(finishReason === 'length' ? [strings.answerCut] : []),
    ];
    this.end(notes.join(' · '));
  }

  /** Ends the answer with a note. */
  end(note: string): void {
    this.#draw();
    this.#summary.textContent = strings.thought;
    this.#element.classList.remove('waiting');
    keepAtEnd(() => this.#element.append(create('p', 'footnote', note)));
  }

  /** Draws Markdown at most once per frame. */
  #drawSoon(): void {
    if (!this.#drawn) return;
    this.#drawn = false;
    requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#drawn = true;
    keepAtEnd(() => {
      this.#body.innerHTML = renderMarkdown(this.text);
    });
  }
}

export function formatSpeed(tokensPerSecond: number): string {
  return tokensPerSecond.toFixed(tokensPerSecond < 9.95 ? 1 : 0);
}

function append(element: HTMLElement): void {
  log.append(element);
  log.scrollTop = log.scrollHeight;
}

/** Scrolls along with growing text if the reader is at its end. */
function keepAtEnd(change: () => void): void {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  change();
  if (atEnd) log.scrollTop = log.scrollHeight;
}
