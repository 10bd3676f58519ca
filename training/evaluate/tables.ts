// The report as Markdown tables, to paste into a model card.

import { basename } from 'node:path';
import type { HeldConversation } from './conversations.ts';
import { depths } from './recall-prompt.ts';
import type { ModelReport, Report } from './run.ts';
import { type Graded, interval, meanShare, type Score, scoreGroups, scoreTasks } from './scores.ts';

export function reportLines({ adapter, models }: Report): string[] {
  const several = models.length > 1;
  return [
    ...section('Models', modelsTable(models, adapter)),
    ...models.flatMap((model) => {
      const of = several ? `, ${label(model, models)}` : '';
      return [
        ...section(`Problems${of}`, problemsTable(model)),
        ...section(`What it should be good at${of}`, groupsTable(model)),
        ...section(`Wordings kept out of training, and others${of}`, wordingsTable(model)),
        ...section(`Conversations of three turns${of}`, conversationsTable(model)),
        ...section(`Everyday questions${of}`, everydayTable(model)),
        ...section(`Recall against the length of the context${of}`, recallTable(model)),
        ...section(`Accuracy against thinking budget${of}`, budgetTable(model)),
      ];
    }),
    ...section('Held-out text', textTable(models)),
    ...(several ? section('Weight formats side by side', formatsTable(models)) : []),
  ];
}

function modelsTable(models: readonly ModelReport[], adapter: string): string[] {
  return table(
    ['model', 'revision', 'experts', 'attention', 'embedding', 'head', 'MB', 'adapter'],
    models.map(({ name, revision, quantization, bytes }) => {
      const { experts, attention, embedding, head } = quantization;
      return [name, revision, experts, attention, embedding, head, (bytes / 1e6).toFixed(1), adapter];
    }),
  );
}

function problemsTable({ problems }: ModelReport): string[] {
  if (!problems || problems.length === 0) return [];
  const scores = scoreTasks(problems);
  const heldOut = scores.filter((score) => score.heldOut);
  return [
    ...table(
      ['task', 'solved', 'of', '%', '95 % interval', 'tokens', 'cut short'],
      scores.map(({ name, heldOut, solved, of, tokens }) => [
        heldOut ? name : `${name} (*)`,
        ...shareCells(solved, of),
        tokens.toFixed(0),
        String(
          problems.filter(({ task, finishReason }) => task === name && finishReason === 'length').length,
        ),
      ]),
    ),
    ...(heldOut.length > 0
      ? ['', `Mean over ${heldOut.length} held-out tasks: ${meanPercent(scores)} %.`]
      : []),
    ...(heldOut.length < scores.length
      ? ['', '(*) Not held out: few questions, which training shows as they are asked here.']
      : []),
  ];
}

function groupsTable({ problems = [] }: ModelReport): string[] {
  return table(
    ['', 'solved', 'of', '%', '95 % interval', 'goal, %', 'tokens'],
    scoreGroups(problems).map(({ name, solved, of, goal, tokens }) => [
      name,
      ...shareCells(solved, of),
      percent(goal, 0),
      tokens.toFixed(0),
    ]),
  );
}

function wordingsTable({ wordings = [] }: ModelReport): string[] {
  const sides = [true, false].map((side) => wordings.filter(({ heldOutWording }) => heldOutWording === side));
  const scores = sides.map(scoreTasks);
  const cells = (own: readonly Score[], name: string): string[] => {
    const score = own.find((each) => each.name === name);
    return score
      ? [String(score.solved), String(score.of), percent(score.solved / score.of)]
      : ['–', '–', '–'];
  };
  const names = [...new Set(wordings.map(({ task }) => task))];
  return table(
    ['task', 'held-out wordings: solved', 'of', '%', 'others: solved', 'of', '%'],
    names.length === 0
      ? []
      : [
          ...names.map((name) => [name, ...scores.flatMap((own) => cells(own, name))]),
          [
            'mean over tasks',
            ...scores.flatMap((own, i) => [
              String(solvedOf(sides[i]!)),
              String(sides[i]!.length),
              meanPercent(own),
            ]),
          ],
        ],
  );
}

function conversationsTable({ conversations = [] }: ModelReport): string[] {
  return heldTable('conversations about', conversations, true);
}

function everydayTable({ everyday = [] }: ModelReport): string[] {
  return heldTable('everyday questions', everyday, false);
}

/** By kind and in all. `countsTurns`: with the share of the turns that are right. */
function heldTable(heading: string, held: readonly HeldConversation[], countsTurns: boolean): string[] {
  const row = (name: string, some: readonly HeldConversation[]): string[] => {
    const turns = some.flatMap((each) => each.turns);
    const share = percent(turns.filter(({ passed }) => passed).length / turns.length);
    const cells = shareCells(some.filter(({ solved }) => solved).length, some.length);
    return [name, ...cells, ...(countsTurns ? [share] : [])];
  };
  const kinds = [...new Set(held.map(({ kind }) => kind))];
  const ofKind = (name: string) => held.filter(({ kind }) => kind === name);
  const rows = kinds.map((name) => row(name, ofKind(name)));
  return table(
    [heading, 'solved', 'of', '%', '95 % interval', ...(countsTurns ? ['turns right, %'] : [])],
    rows.length === 0 ? [] : [...rows, row('all', held)],
  );
}

function recallTable({ recall = [] }: ModelReport): string[] {
  const lengths = [...new Set(recall.map(({ length }) => length))];
  const places = ['start' as const, ...depths];
  return table(
    [
      'prompt tokens',
      ...places.map((place) => (place === 'start' ? 'all at the start, %' : `at ${percent(place, 0)} %, %`)),
      'in all, %',
      '95 % interval',
      'of',
    ],
    lengths.map((length) => {
      const ofLength = recall.filter((result) => result.length === length);
      const tokens = ofLength.reduce((sum, { promptTokens }) => sum + promptTokens, 0) / ofLength.length;
      const [, of, share, range] = shareCells(solvedOf(ofLength), ofLength.length);
      return [
        tokens.toFixed(0),
        ...places.map((place) => {
          const ofPlace = ofLength.filter(({ depth }) => depth === place);
          return percent(solvedOf(ofPlace) / ofPlace.length, 0);
        }),
        share!,
        range!,
        of!,
      ];
    }),
  );
}

function budgetTable({ budget = [] }: ModelReport): string[] {
  const budgets = [...new Set(budget.map((result) => result.budget))];
  const tasks = [...new Set(budget.map(({ task }) => task))];
  const within = (tokens: number) => budget.filter((result) => result.budget === tokens);
  const mean = (values: readonly number[]): string =>
    (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(0);
  return table(
    ['task', 'of', ...budgets.map((tokens) => `${tokens} tokens, %`)],
    budget.length === 0
      ? []
      : [
          ...tasks.map((task) => {
            const ofTask = budgets.map((tokens) => within(tokens).filter((result) => result.task === task));
            return [
              task,
              String(ofTask[0]!.length),
              ...ofTask.map((results) => percent(solvedOf(results) / results.length)),
            ];
          }),
          [
            'mean over tasks',
            String(within(budgets[0]!).length),
            ...budgets.map((tokens) => meanPercent(scoreTasks(within(tokens)))),
          ],
          [
            'tokens it thought',
            '',
            ...budgets.map((tokens) => mean(within(tokens).map(({ thinkingTokens }) => thinkingTokens))),
          ],
          [
            'closed by the model, %',
            '',
            ...budgets.map((tokens) => {
              const results = within(tokens);
              return percent(results.filter(({ closed }) => closed).length / results.length);
            }),
          ],
        ],
  );
}

function textTable(models: readonly ModelReport[]): string[] {
  return table(
    ['model', 'bits per byte', 'bits per token', 'bytes', 'tokens'],
    models.flatMap((model) => {
      if (!model.text) return [];
      const { bitsPerByte, bitsPerToken, bytes, tokens } = model.text;
      const name = label(model, models);
      return [[name, bitsPerByte.toFixed(4), bitsPerToken.toFixed(3), String(bytes), String(tokens)]];
    }),
  );
}

/** One column per model: accuracy by group, and the distance of its probabilities from the most precise model's. */
function formatsTable(models: readonly ModelReport[]): string[] {
  const graded = models.map(({ problems = [] }) => problems);
  const groups = graded.map(scoreGroups);
  const row = (name: string, cell: (model: ModelReport) => string): string[] => [name, ...models.map(cell)];
  // An interrupted evaluation's report may lack the answers of some.
  const everyone = graded.every(({ length }) => length === graded[0]!.length && length > 0);
  const rows = (everyone ? groups[0]! : []).map(({ name, of }, i) => [
    `${name}, % of ${of}`,
    ...groups.map((ofModel) => percent(ofModel[i]!.solved / of)),
  ]);
  if (everyone) {
    rows.push(['mean over tasks, %', ...graded.map((own) => meanPercent(scoreTasks(own)))]);
  }
  if (models.some(({ text }) => text?.against)) {
    const reference = models.find(({ text }) => text && !text.against)!;
    const name = label(reference, models);
    rows.push(
      row(`KL(${name} ‖ this), nats a token`, ({ text }) => text?.against?.divergence.toFixed(5) ?? '–'),
      row(`same most probable token as ${name}, %`, ({ text }) =>
        text?.against ? percent(text.against.agreement, 2) : '–',
      ),
    );
  }
  return table(['', ...models.map((model) => label(model, models))], rows);
}

/** The format of the experts if that distinguishes the models, else the folder's name, else its path. */
export function label({ folder, quantization }: ModelReport, models: readonly ModelReport[]): string {
  const differ = (nameOf: (model: ModelReport) => string): boolean =>
    new Set(models.map(nameOf)).size === models.length;
  if (models.length > 1 && differ((model) => model.quantization.experts)) return quantization.experts;
  return differ((model) => basename(model.folder)) ? basename(folder) : folder;
}

/** Solved, total, percentage, interval. */
function shareCells(solved: number, of: number): string[] {
  const { low, high } = interval(solved, of);
  return [String(solved), String(of), percent(solved / of), `${percent(low)} – ${percent(high)}`];
}

function solvedOf(graded: readonly Pick<Graded, 'solved'>[]): number {
  return graded.filter(({ solved }) => solved).length;
}

function meanPercent(scores: readonly Score[]): string {
  const share = meanShare(scores);
  return share === undefined ? '–' : percent(share);
}

function percent(share: number, digits = 1): string {
  return (100 * share).toFixed(digits);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`### ${title}`, '', ...lines, ''];
}

/** Empty without rows. Numbers are right-aligned. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const isNumber = (text: string): boolean => /^[\d.]*(\s–\s[\d.]+)?$|^–$/.test(text);
  const align = head.map((_, i) => (i > 0 && rows.every((row) => isNumber(row[i]!)) ? '---:' : '---'));
  return [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
