// Asks the same question with room for different numbers of experts, and shows what is the same and what is not.

import type { Model } from '../../src/index.ts';
import { create, formatBytes } from '../elements.ts';
import type { ModelPlace } from '../model-place.ts';
import { type BudgetRun, budgetChoices, firstDifference, runWithBudget } from './budgets.ts';
import { foldedSection, setText } from './parts.ts';
import { glassStrings as strings } from './strings.ts';
import type { GlassState, View } from './view.ts';

export class BudgetComparison implements View {
  readonly element: HTMLElement;
  readonly #app: { readonly place: ModelPlace };
  readonly #question = create('input');
  readonly #budgets = [create('select'), create('select')] as const;
  readonly #compare = create('button', '', strings.compare);
  readonly #status = create('p', 'glass-note');
  readonly #results = create('div', 'budget-results');
  #model: Model | undefined;
  /** Aborts the comparison that is running. */
  #running: AbortController | undefined;

  /** `app` says where the model is. */
  constructor(app: { readonly place: ModelPlace }) {
    this.#app = app;
    this.#question.value = 'What is 48 + 75?';
    this.#status.setAttribute('role', 'status');
    const form = create(
      'form',
      'budget-form',
      create('label', 'wide', strings.question, this.#question),
      create('label', '', strings.firstBudget, this.#budgets[0]),
      create('label', '', strings.secondBudget, this.#budgets[1]),
      this.#compare,
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#running) this.#running.abort();
      else void this.#run();
    });
    const explanation = create('p', 'glass-note', strings.budgetText);
    this.element = foldedSection(strings.budget, () => {}, explanation, form, this.#status, this.#results);
  }

  draw({ model }: Readonly<GlassState>): void {
    this.#compare.disabled = !model;
    if (!model || model === this.#model) return;
    this.#model = model;
    const [all, ...fewer] = budgetChoices(model);
    const option = (experts: number): HTMLOptionElement =>
      new Option(
        experts === all ? strings.budgets.all(experts) : strings.budgets.some(experts),
        String(experts),
      );
    for (const select of this.#budgets) select.replaceChildren(...[all!, ...fewer].map(option));
    this.#budgets[1].selectedIndex = Math.min(1, fewer.length);
  }

  end(): void {
    this.#running?.abort();
  }

  async #run(): Promise<void> {
    const model = this.#model!;
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#compare.textContent = strings.stop;
    this.#results.replaceChildren();
    const runs: BudgetRun[] = [];
    try {
      for (const select of this.#budgets) {
        const name = select.selectedOptions[0]!.text;
        const onPhase = (phase: 'loading' | 'asking'): void => setText(this.#status, strings[phase](name));
        const { place } = this.#app;
        const question = { place, question: this.#question.value, model, signal, onPhase };
        runs.push(await runWithBudget(question, Number(select.value)));
        this.#results.replaceChildren(table(runs), ...runs.map(tokenRow));
      }
      const [one, other] = runs.map(({ tokens }) => tokens);
      const index = firstDifference(one!, other!);
      setText(this.#status, index === undefined ? strings.same(one!.length) : strings.different(index));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setText(this.#status, signal.aborted ? strings.stopped : reason);
    } finally {
      this.#running = undefined;
      this.#compare.textContent = strings.compare;
    }
  }
}

function table(runs: readonly BudgetRun[]): HTMLElement {
  const row = (name: string, value: (run: BudgetRun) => string | number): HTMLElement => {
    const head = create('th', '', name);
    head.scope = 'row';
    return create('tr', '', head, ...runs.map((run) => create('td', '', String(value(run)))));
  };
  const heads = runs.map(({ experts }) => {
    const head = create('th', '', strings.budgets.some(experts));
    head.scope = 'col';
    return head;
  });
  return create(
    'table',
    'glass-table',
    create('thead', '', create('tr', '', create('td'), ...heads)),
    create(
      'tbody',
      '',
      row(strings.expertMemory, ({ expertBytes }) => formatBytes(expertBytes)),
      row(strings.tokens, ({ tokens }) => tokens.length),
      row(strings.firstTime, ({ firstFaults }) => firstFaults),
      row(strings.again, ({ secondFaults }) => secondFaults),
      row(strings.evictions, ({ secondEvictions }) => secondEvictions),
    ),
  );
}

/** The tokens, with a mark at each that waited the second time. */
function tokenRow({ experts, tokens, faults }: BudgetRun): HTMLElement {
  const marked = tokens.map(({ text }, i) => {
    if (!faults[i]) return create('span', '', text);
    return create('span', 'waited', text, create('span', 'visually-hidden', ` (${strings.waitedMark})`));
  });
  return create('p', 'token-row', create('strong', '', strings.budgets.some(experts)), ...marked);
}
