// Shows the turns of a conversation: questions, tool results, and answers as they are generated.

import type { AnswerPart, FinishPart, ToolCall } from '../src/index.ts';
import { create, press } from './elements.ts';
import { append, keepAtEnd, remove } from './log.ts';
import type { RichText } from './rich-text.ts';
import { strings } from './strings.ts';

/** Of rich-text.ts, which is fetched when an answer may come. */
let createRichText: ((element: HTMLElement) => RichText) | undefined;

/** Fetches what renders answers. Resolves when it is there. */
export async function prepareForAnswers(): Promise<void> {
  ({ createRichText } = await import('./rich-text.ts'));
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
  const given = Object.values(call.arguments).map((value) =>
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  );
  const codes = [given.join(', '), result].map((text) => create('code', '', text));
  // Each has its own direction, so that the equals sign stays between them.
  for (const code of codes) code.dir = 'auto';
  return create('p', 'tool', `${call.name} `, codes[0]!, ' = ', codes[1]!);
}

/** A button beside a problem. */
export interface Remedy {
  label: string;
  run: () => void;
}

/** An error that the user has to act on. */
export function problemBox(sentence: string, ...actions: Remedy[]): HTMLElement {
  const box = create('div', 'problem', create('strong', '', strings.didNotWork), sentence);
  box.setAttribute('role', 'alert');
  const buttons = actions.map(({ label, run }) =>
    press(label, (button) => {
      if (actions.length === 1) remove(button);
      run();
    }),
  );
  if (buttons.length > 0) box.append(create('div', 'row', ...buttons));
  return box;
}

/** What the visitor has to choose before the model can be loaded. */
export function choiceBox(sentence: string, ...actions: Remedy[]): HTMLElement {
  const buttons = actions.map(({ label, run }) => press(label, run));
  const box = create('div', 'problem choice', create('p', '', sentence), create('div', 'row', ...buttons));
  box.role = 'group';
  box.ariaLabel = sentence;
  return box;
}

export function showProblem(sentence: string, ...actions: Remedy[]): void {
  append(problemBox(sentence, ...actions));
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
  /** How much of the text is drawn. */
  #drawn = 0;
  #willDraw = false;
  #isComplete = false;
  /** Undefined before the text is drawn, and when it is complete. */
  #richText: RichText | undefined;

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
    this.#isComplete = true;
    this.#draw();
  }

  /** Adds the answer to the end of the conversation, where it is awaited, or goes on with it there. */
  begin(): void {
    for (const child of this.element.querySelectorAll('.footnote, .actions')) remove(child);
    // What is complete cannot grow: with the next part, all is drawn again.
    this.#drawn = 0;
    this.#isComplete = false;
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
      this.#body.replaceChildren();
      [this.#drawn, this.#richText] = [0, undefined];
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
    this.#isComplete = true;
    this.#draw();
    this.#summary.textContent = strings.thought;
    this.element.classList.remove('waiting');
    keepAtEnd(() => this.element.append(create('p', 'footnote', note)));
  }

  /** Draws at most once per frame. */
  #drawSoon(): void {
    if (this.#willDraw) return;
    this.#willDraw = true;
    requestAnimationFrame(() => {
      this.#willDraw = false;
      this.#draw();
    });
  }

  #draw(): void {
    if (this.#drawn === this.text.length && !this.#richText) return;
    keepAtEnd(() => {
      if (!createRichText) {
        this.#body.textContent = this.text;
        void prepareForAnswers().then(() => this.#draw());
        return;
      }
      if (!this.#richText) {
        this.#body.replaceChildren();
        this.#richText = createRichText(this.#body);
      }
      this.#richText.append(this.text.slice(this.#drawn));
      this.#drawn = this.text.length;
      if (!this.#isComplete) return;
      this.#richText.end();
      this.#richText = undefined;
    });
  }
}

export function formatSpeed(tokensPerSecond: number): string {
  return tokensPerSecond.toFixed(tokensPerSecond < 9.95 ? 1 : 0);
}
