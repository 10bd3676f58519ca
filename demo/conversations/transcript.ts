// Shows a conversation and what can be done with each of its turns.

import type { Message } from '../../src/index.ts';
import { copyButton } from '../copy-button.ts';
import { byId, create, isComposing, press } from '../elements.ts';
import { append, keepAtEnd, remove, scrollToEnd } from '../log.ts';
import { strings } from '../strings.ts';
import { AnswerView, questionView, toolResultView } from '../turns.ts';
import type { Alternatives } from './branches.ts';
import { textOf } from './store.ts';

/** What the buttons of a turn do. Indices are those of messages. */
export interface TurnActions {
  /** Asks another question in place of the one at this index. */
  edit(index: number, text: string): void;
  /** Answers the question before this index again. */
  regenerate(index: number): void;
  /** Begins another branch with the messages before this index. */
  branch(index: number): void;
  /** Goes on with the last answer, which was stopped or cut. */
  goOn(): void;
  /** Shows another branch. */
  open(name: string): void;
}

/** Turns that are drawn before the page is shown; the earlier ones follow in pieces. */
const FIRST_TURNS = 12;
const TURNS_PER_PIECE = 16;
const FRAMES_TO_SETTLE = 4;

const log = byId('log');

export class Transcript {
  readonly #actions: TurnActions;
  /** By the index of their first message: where their buttons are. */
  readonly #bars = new Map<number, HTMLElement>();
  #alternatives: ReadonlyMap<number, Alternatives> = new Map();
  /** The ways to other branches that are drawn. */
  #ways: HTMLElement[] = [];
  #lastAnswer: AnswerView | undefined;
  /** The index after its last message. */
  #end = 0;
  /** Counts what was shown, so that late pieces of an earlier conversation are not added. */
  #shown = 0;

  constructor(actions: TurnActions) {
    this.#actions = actions;
  }

  /** The answer at the end of the conversation; undefined where a question is. */
  get lastAnswer(): AnswerView | undefined {
    return log.lastElementChild === this.#lastAnswer?.element ? this.#lastAnswer : undefined;
  }

  /** Shows these messages and nothing else, and scrolls to their end. */
  show(messages: readonly Message[], mayGoOn: boolean): void {
    const shown = ++this.#shown;
    const focused = document.activeElement?.id;
    this.#bars.clear();
    this.#end = 0;
    for (const child of [...log.children]) remove(child);
    const starts = messages.flatMap(({ role }, i) => (role === 'user' ? [i] : []));
    const firstOf = (turn: number): number => starts[turn] ?? messages.length;
    let turn = Math.max(0, starts.length - FIRST_TURNS);
    log.append(...this.#turns(messages, turn === 0 ? 0 : firstOf(turn), messages.length));
    if (mayGoOn) this.#offerToGoOn();
    this.#drawAlternatives(focused);
    scrollToEnd();
    const reading = new AbortController();
    for (const event of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
      log.addEventListener(event, () => reading.abort(), { passive: true, signal: reading.signal });
    }
    // Turns get their height when they are first in view, so the end moves in the first frames. The browser would keep a
    // turn in its place instead.
    log.style.overflowAnchor = 'none';
    const addEarlier = (framesLeft: number): void => {
      if (shown !== this.#shown) return;
      const [height, top] = [log.scrollHeight, log.scrollTop];
      if (turn > 0) {
        const end = firstOf(turn);
        turn = Math.max(0, turn - TURNS_PER_PIECE);
        log.prepend(...this.#turns(messages, turn === 0 ? 0 : firstOf(turn), end));
        this.#drawAlternatives();
      }
      // What is read stays in its place, also where the browser does not see to that.
      log.scrollTop = reading.signal.aborted ? top + log.scrollHeight - height : log.scrollHeight;
      if (turn > 0) requestAnimationFrame(() => addEarlier(FRAMES_TO_SETTLE));
      else if (framesLeft > 0) requestAnimationFrame(() => addEarlier(framesLeft - 1));
      else log.style.overflowAnchor = '';
    };
    requestAnimationFrame(() => addEarlier(FRAMES_TO_SETTLE));
  }

  /** Shows a question that is asked now; `index` is that of its message. */
  addQuestion(text: string, index: number): HTMLElement {
    log.querySelector('.go-on')?.remove();
    const turn = this.#question(text, index);
    append(turn);
    return turn;
  }

  /** Gives a finished answer its buttons. `from` is the index of its first message, `end` that after its last. */
  finishAnswer(view: AnswerView, from: number, end: number, mayGoOn: boolean): void {
    keepAtEnd(() => {
      this.#addAnswerBar(view, from, end);
      if (mayGoOn) this.#offerToGoOn();
      this.#drawAlternatives();
    });
  }

  /** Shows the ways to other branches. */
  showAlternatives(alternatives: ReadonlyMap<number, Alternatives>): void {
    this.#alternatives = alternatives;
    keepAtEnd(() => this.#drawAlternatives());
  }

  /** The turns of the messages from one index to another. */
  #turns(messages: readonly Message[], from: number, to: number): HTMLElement[] {
    const turns: HTMLElement[] = [];
    let [answer, answerFrom]: [AnswerView | undefined, number] = [undefined, from];
    const endAnswer = (end: number): void => {
      if (answer) this.#addAnswerBar(answer, answerFrom, end);
      answer = undefined;
    };
    for (let i = from; i < to; i++) {
      const message = messages[i]!;
      if (message.role === 'user') {
        endAnswer(i);
        turns.push(this.#question(textOf(message), i));
        answerFrom = i + 1;
      } else if (message.role === 'assistant') {
        answer = new AnswerView();
        answer.set(message.thinking ?? '', textOf(message));
        turns.push(answer.element);
      } else if (message.role === 'tool') {
        const calls = messages
          .slice(answerFrom, i)
          .flatMap((m) => (m.role === 'assistant' ? m.toolCalls : []));
        const call = calls.find((c) => c?.id === message.toolCallId);
        turns.push(toolResultView(call ?? { name: message.name ?? '', arguments: {} }, textOf(message)));
      } else {
        turns.push(create('p', 'system', strings.systemMessage(textOf(message))));
      }
    }
    endAnswer(to);
    return turns;
  }

  #question(text: string, index: number): HTMLElement {
    const turn = questionView(text);
    const edit = changing(strings.edit, () => this.#edit(turn, text, index));
    const bar = actionBar(
      edit,
      copyButton(strings.copy, () => text),
    );
    turn.append(bar);
    this.#bars.set(index, bar);
    return turn;
  }

  #addAnswerBar(view: AnswerView, from: number, end: number): void {
    const bar = actionBar(
      copyButton(strings.copy, () => view.text),
      changing(strings.again, () => this.#actions.regenerate(from)),
      changing(strings.branch, () => this.#actions.branch(end)),
    );
    view.element.append(bar);
    this.#bars.set(from, bar);
    if (end >= this.#end) [this.#lastAnswer, this.#end] = [view, end];
  }

  #offerToGoOn(): void {
    const last = log.querySelector<HTMLElement>('.turn:last-child .actions');
    const button = changing(strings.goOn, () => this.#actions.goOn());
    button.classList.add('go-on');
    last?.prepend(button);
  }

  /** Replaces a question by a field. */
  #edit(turn: HTMLElement, text: string, index: number): void {
    const field = create('textarea', 'edit');
    field.value = text;
    field.dir = 'auto';
    field.ariaLabel = strings.editedQuestion;
    const close = (): void => form.replaceWith(turn);
    const form = create('form', 'turn editing', field);
    const cancel = press(strings.cancel, () => {
      close();
      turn.querySelector('button')?.focus();
    });
    const ask = create('button', 'changing', strings.ask);
    form.append(create('div', 'row', cancel, ask));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const edited = field.value.trim();
      // The branch replaces the form. It stays while there can be none.
      if (edited === '') close();
      else this.#actions.edit(index, edited);
    });
    field.addEventListener('keydown', (event) => {
      if (isComposing(event)) return;
      if (event.key === 'Escape') cancel.click();
      if (event.key === 'Enter' && !event.shiftKey) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    turn.replaceWith(form);
    field.focus();
  }

  /** `focused`: the id of what has the focus, or had it in what is replaced. */
  #drawAlternatives(focused = document.activeElement?.id): void {
    for (const way of this.#ways.splice(0)) way.remove();
    for (const [index, { names, index: at }] of this.#alternatives) {
      const to = (label: string, name: string | undefined): HTMLButtonElement => {
        const button = press(label === strings.earlier ? '‹' : '›', () => this.#actions.open(name!));
        button.ariaLabel = label;
        button.id = `${label} ${index}`;
        button.disabled = name === undefined;
        return button;
      };
      const count = create('span', '', strings.of(at + 1, names.length));
      const nav = create('span', 'alternatives', to(strings.earlier, names[at - 1]), count);
      nav.append(to(strings.later, names[at + 1]));
      nav.role = 'group';
      nav.ariaLabel = strings.alternatives;
      this.#bars.get(index)?.append(nav);
      this.#ways.push(nav);
      // At an end, the other way is left.
      const buttons = [...nav.querySelectorAll('button')];
      const same = buttons.find(({ id }) => id === focused);
      if (same) (same.disabled ? buttons.find(({ disabled }) => !disabled) : same)?.focus();
    }
  }
}

function actionBar(...buttons: HTMLElement[]): HTMLElement {
  return create('div', 'actions', ...buttons);
}

/** A button that needs the conversation's session; it is hidden until the model has opened that. */
function changing(label: string, run: () => void): HTMLButtonElement {
  const button = press(label, run);
  button.classList.add('changing');
  return button;
}
