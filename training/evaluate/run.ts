// One evaluation: the text that the models read side by side, then each model's answers. The report is written section by section.

import type { Gpu } from '../../src/gpu/device.ts';
import type { Quantization, WeightFormat } from '../../src/model/config.ts';
import { type AnsweredProblem, answerProblems } from './answers.ts';
import { answerWithin, type BudgetResult, budgetAnswerTokens } from './budget.ts';
import type { EvaluateArguments, Section } from './command-line.ts';
import {
  chooseConversations,
  type HeldConversation,
  holdConversations,
  type ScriptedConversation,
} from './conversations.ts';
import { type ModelFiles, openChat } from './model-files.ts';
import { chooseProblems, type Problem } from './problems.ts';
import type { Progress } from './progress.ts';
import { askForFacts, type RecallResult, recallAnswerTokens } from './recall.ts';
import { readText, type TextFigures } from './text.ts';

export interface ModelReport {
  folder: string;
  name: string;
  revision: string;
  quantization: Quantization;
  /** Bytes of all of its files. */
  bytes: number;
  text?: TextFigures;
  problems?: AnsweredProblem[];
  wordings?: AnsweredProblem[];
  conversations?: HeldConversation[];
  /** Conversations of one turn. */
  everyday?: HeldConversation[];
  recall?: RecallResult[];
  budget?: BudgetResult[];
}

export interface Report {
  adapter: string;
  models: ModelReport[];
}

export interface EvaluateInputs {
  models: readonly ModelFiles[];
  problems: readonly Problem[];
  wordings: readonly Problem[];
  conversations: readonly ScriptedConversation[];
  everyday: readonly ScriptedConversation[];
  /** Empty if no section needs it. */
  text: string;
}

export interface EvaluateCallbacks {
  onProgress: Progress;
  /** Called with the report before the first section and after each; it is always the same object. */
  onReport?: (report: Report) => Promise<void>;
}

/** Sections that need the problems. */
const asking: readonly Section[] = ['problems', 'budget', 'quantization'];
/** Sections that need the text; recall puts it between its facts. */
const reading: readonly Section[] = ['text', 'recall', 'quantization'];

export const needsProblems = (sections: readonly Section[]): boolean =>
  sections.some((s) => asking.includes(s));
export const needsText = (sections: readonly Section[]): boolean => sections.some((s) => reading.includes(s));

type Options = Omit<
  EvaluateArguments,
  'help' | 'folders' | 'problems' | 'wordings' | 'conversations' | 'everyday' | 'text' | 'failures' | 'json'
>;

/** Tokens reserved for a problem's prompt. */
const problemTokens = 4096;

export async function evaluate(
  gpu: Gpu,
  { models, problems, wordings, conversations, everyday, text }: EvaluateInputs,
  options: Options,
  { onProgress, onReport = async () => {} }: EvaluateCallbacks,
): Promise<Report> {
  // Invalid requests are reported before anything runs.
  const { sections, maxTokens, lengths, recallCount, budgets } = options;
  const wants = (...names: typeof sections): boolean => names.some((name) => sections.includes(name));
  const asked = wants('problems', 'quantization')
    ? chooseProblems(problems, options.count, options.tasks)
    : [];
  const reworded = wants('wordings')
    ? [true, false].flatMap((side) =>
        chooseProblems(
          wordings,
          options.count,
          options.tasks,
          ({ heldOutWording = false }) => heldOutWording === side,
        ),
      )
    : [];
  const held = wants('conversations') ? chooseConversations(conversations, options.conversationCount) : [];
  const questions = wants('everyday') ? chooseConversations(everyday, options.everydayCount) : [];
  const pondered = wants('budget')
    ? chooseProblems(problems, options.budgetCount, options.tasks, ({ thinks }) => thinks)
    : [];
  const contextLength = roomFor(options);
  for (const { manifest, folder } of models) {
    const most = manifest.config.maxPositionEmbeddings;
    if (contextLength > most) {
      throw new Error(
        `${folder} takes ${most} tokens, but ${contextLength} are requested: lower --lengths, --budgets or --max-tokens.`,
      );
    }
  }

  const report: Report = { adapter: gpu.name, models: models.map(modelReport) };
  await onReport(report);
  if (wants('quantization')) {
    const figures = await readText(gpu, models, text, mostExact(models), (done, total) =>
      onProgress('text side by side', done, total),
    );
    for (const [m, own] of report.models.entries()) own.text = figures[m]!;
    await onReport(report);
  }
  for (const [m, files] of models.entries()) {
    const own = report.models[m]!;
    const progress = (section: string) => (done: number, total: number) =>
      onProgress(models.length > 1 ? `${files.folder}: ${section}` : section, done, total);
    const collect = async <T>(answers: AsyncIterable<T>, total: number, section: string, into: T[]) => {
      await counted(answers, total, progress(section), into);
      await onReport(report);
    };
    if (wants('text') && !own.text) {
      own.text = (await readText(gpu, [files], text, undefined, progress('text')))[0]!;
      await onReport(report);
    }
    if (sections.every((section) => section === 'text')) continue;
    const chat = await openChat(gpu, files, contextLength);
    try {
      if (wants('problems', 'quantization')) {
        own.problems = [];
        await collect(answerProblems(chat, asked, maxTokens), asked.length, 'problems', own.problems);
      }
      if (wants('wordings')) {
        own.wordings = [];
        await collect(answerProblems(chat, reworded, maxTokens), reworded.length, 'wordings', own.wordings);
      }
      if (wants('conversations')) {
        own.conversations = [];
        await collect(holdConversations(chat, held), held.length, 'conversations', own.conversations);
      }
      if (wants('everyday')) {
        own.everyday = [];
        await collect(
          holdConversations(chat, questions),
          questions.length,
          'everyday questions',
          own.everyday,
        );
      }
      if (wants('recall')) {
        const recall = { lengths, count: recallCount, text };
        own.recall = await askForFacts(chat, recall, progress('recall'));
        await onReport(report);
      }
      if (wants('budget')) {
        own.budget = await answerWithin(chat, pondered, budgets, progress('budget'));
        await onReport(report);
      }
    } finally {
      chat.engine.dispose();
    }
  }
  return report;
}

/** Appends to `into`, which the report already contains, so that an interrupted evaluation shows its results so far. */
async function counted<T>(
  answers: AsyncIterable<T>,
  total: number,
  onProgress: (done: number, total: number) => void,
  into: T[],
): Promise<void> {
  onProgress(0, total);
  for await (const answer of answers) {
    into.push(answer);
    onProgress(into.length, total);
  }
}

/** Tokens of the longest conversation in all sections. */
function roomFor({ sections, maxTokens, lengths, budgets }: Options): number {
  return Math.max(
    needsProblems(sections) || sections.includes('wordings') ? problemTokens + maxTokens : 1,
    sections.includes('conversations') || sections.includes('everyday') ? problemTokens : 1,
    ...(sections.includes('recall') ? lengths.map((length) => length + recallAnswerTokens) : []),
    ...(sections.includes('budget') ? budgets.map((most) => problemTokens + most + budgetAnswerTokens) : []),
  );
}

function modelReport({ folder, manifest }: ModelFiles): ModelReport {
  const { name, revision, quantization, files, shards } = manifest;
  const bytes = [...files, ...shards].reduce((sum, file) => sum + file.bytes, 0);
  return { folder, name, revision, quantization, bytes };
}

const formats: readonly WeightFormat[] = ['q4', 'q8', 'f16', 'f32'];

/** Index of the model with the most precise weights, the experts' first of all. */
function mostExact(models: readonly ModelFiles[]): number {
  const exactness = models.map(({ manifest: { quantization } }) =>
    [quantization.experts, quantization.attention, quantization.head, quantization.embedding]
      .map((format) => formats.indexOf(format))
      .join(''),
  );
  return exactness.indexOf(exactness.toSorted().at(-1)!);
}
