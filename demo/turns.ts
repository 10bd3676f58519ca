// Shows the turns of a conversation: questions, tool results, and answers as they are generated.

import type { AnswerPart, FinishPart, ToolCall } from '../src/index.ts';
import { byId, create, press } from './elements.ts';
import { strings } from './strings.ts';

const log = byId('log');

/** Of markdown.ts, which is fetched when an answer may come. */
let renderMarkdown: ((text: string) => string) | undefined;

/** Fetches what renders answers. Resolves when it is there. */
export async function prepareForAnswers(): Promise<void> {
  ({ renderMarkdown } = await import('./markdown.ts'));
}

export function questionView(text: string): HTMLElement {
  const speaker = create('span', 'visually-hidden', strings.you);
  // With a direction of its own, it does not decide that of the question.
  speaker.dir = 'auto';
  const bubble = create('p', '', speaker, text);
  bubble.dir = 'auto';
  return create('div', 'turn user', bubble);
}

export function toolResultView(call: Pick<ToolCall, 'name' | 'arguments'>, result: string): HTMLElement {
  const given = create('code', '', Object.values(call.arguments).join(', '));
  return create('p', 'tool', `${call.name} `, given, ' = ', create('code', '', result));
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
    const button = press(action.label, () => {
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

/** One answer. */
export class AnswerView {
  readonly element = create('article', 'turn model');
  readonly #thinking = create('details', 'thinking');
  readonly #summary = create('summary', '', strings.thinking);
  readonly #thoughts = create('div');
  readonly #body = create('div', 'text');
  /** The text so far, without thinking. */
  text = '';
  #drawn = true;

  constructor() {
    this.element.ariaLabel = strings.answer;
    this.#thoughts.dir = 'auto';
    this.#thinking.append(this.#summary, this.#thoughts);
    this.element.append(this.#body);
  }

  get thinking(): string {
    return this.#thoughts.textContent;
  }

  /** Shows what is known of the answer already. */
  set(thinking: string, text: string): void {
    this.#thoughts.textContent = thinking;
    if (thinking !== '') this.element.prepend(this.#thinking);
    this.#summary.textContent = strings.thought;
    this.text = text;
    this.#draw();
  }

  /** Adds the answer to the end of the conversation, where it is awaited, or goes on with it there. */
  begin(): void {
    for (const child of this.element.querySelectorAll('.footnote, .actions')) child.remove();
    this.element.classList.add('waiting');
    append(this.element);
  }

  add(part: AnswerPart): void {
    if (part.type === 'thinking') {
      if (!this.#thinking.isConnected) this.element.prepend(this.#thinking);
      keepAtEnd(() => this.#thoughts.append(part.text));
    } else if (part.type === 'text') {
      this.#summary.textContent = strings.thought;
      this.text += part.text;
      this.#drawSoon();
    } else if (part.type === 'text-was-thinking') {
      this.element.prepend(this.#thinking);
      this.#thoughts.textContent = this.text;
      this.text = '';
      this.#drawSoon();
    }
  }

  /** To be called when the answer is complete: adds its figures. */
  finish({ usage, timings, finishReason, experts }: Omit<FinishPart, 'type'>): void {
    const notes = [
      strings.read(usage.promptTokens - usage.cachedTokens),
      strings.written(usage.completionTokens),
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
    this.element.classList.remove('waiting');
    keepAtEnd(() => this.element.append(create('p', 'footnote', note)));
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
      if (!renderMarkdown) {
        this.#body.textContent = this.text;
        void prepareForAnswers().then(() => this.#draw());
        return;
      }
      this.#body.innerHTML = renderMarkdown(this.text);
      for (const block of this.#body.querySelectorAll<HTMLElement>(':scope > *')) {
        const isCode = block.tagName === 'PRE';
        block.dir = isCode ? 'ltr' : 'auto';
        // Long lines are scrolled to, by keyboard as well.
        if (isCode || block.tagName === 'TABLE') block.tabIndex = 0;
      }
    });
  }
}

export function formatSpeed(tokensPerSecond: number): string {
  return tokensPerSecond.toFixed(tokensPerSecond < 9.95 ? 1 : 0);
}

/** Adds something at the end of the conversation. */
export function append(element: HTMLElement): void {
  log.append(element);
  log.scrollTop = log.scrollHeight;
}

/** Scrolls along with growing text if the reader is at its end. */
function keepAtEnd(change: () => void): void {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  change();
  if (atEnd) log.scrollTop = log.scrollHeight;
}
