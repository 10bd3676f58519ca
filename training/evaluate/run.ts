// One evaluation: what the models read together, then each model's answers. A report grows section by section.

import type { Gpu } from '../../src/gpu/device.ts';
import type { Quantization, WeightFormat } from '../../src/model/config.ts';
import { type AnsweredProblem, answerProblems } from './answers.ts';
import { answerWithin, type BudgetResult } from './budget.ts';
import type { EvaluateArguments, Section } from './command-line.ts';
import { type ModelFiles, openChat } from './model-files.ts';
import { chooseProblems, type Problem } from './problems.ts';
import type { Progress } from './progress.ts';
import { askForFacts, type RecallResult } from './recall.ts';
import { readText, type TextFigures } from './text.ts';

export interface ModelReport {
  folder: string;
  name: string;
  revision: string;
  quantization: Quantization;
  /** All of its files. */
  bytes: number;
  text?: TextFigures;
  problems?: AnsweredProblem[];
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
  /** '' where no section needs it. */
  text: string;
}

export interface EvaluateCallbacks {
  onProgress: Progress;
  /** The report so far, after each section. */
  onReport?: (report: Report) => Promise<void>;
}

/** Sections that ask the problems. */
const asking: readonly Section[] = ['problems', 'budget', 'quantization'];
/** Sections that read the text, recall between its facts. */
const reading: readonly Section[] = ['text', 'recall', 'quantization'];

export const needsProblems = (sections: readonly Section[]): boolean =>
  sections.some((s) => asking.includes(s));
export const needsText = (sections: readonly Section[]): boolean => sections.some((s) => reading.includes(s));

/** Room for a problem's prompt and answer. */
const problemTokens = 4096;

export async function evaluate(
  gpu: Gpu,
  { models, problems, text }: EvaluateInputs,
  options: Omit<EvaluateArguments, 'help' | 'folders' | 'problems' | 'text' | 'failures' | 'json'>,
  { onProgress, onReport = async () => {} }: EvaluateCallbacks,
): Promise<Report> {
  const { sections, tasks, count, maxTokens, lengths, recallCount, budgets, budgetCount } = options;
  const report: Report = { adapter: gpu.name, models: models.map(modelReport) };
  const wants = (...names: typeof sections): boolean => names.some((name) => sections.includes(name));

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
    if (wants('text') && !own.text) {
      own.text = (await readText(gpu, [files], text, undefined, progress('text')))[0]!;
      await onReport(report);
    }
    if (!wants('problems', 'recall', 'budget', 'quantization')) continue;
    const chat = await openChat(gpu, files, Math.max(problemTokens, ...lengths) + maxTokens);
    try {
      if (wants('problems', 'quantization')) {
        const asked = chooseProblems(problems, count, tasks);
        own.problems = await answerProblems(chat, asked, maxTokens, progress('problems'));
        await onReport(report);
      }
      if (wants('recall')) {
        const recall = { lengths, count: recallCount, text };
        own.recall = await askForFacts(chat, recall, progress('recall'));
        await onReport(report);
      }
      if (wants('budget')) {
        const asked = chooseProblems(problems, budgetCount, tasks).filter(({ thinks }) => thinks);
        own.budget = await answerWithin(chat, asked, { budgets, maxTokens }, progress('budget'));
        await onReport(report);
      }
    } finally {
      chat.engine.dispose();
    }
  }
  return report;
}

function modelReport({ folder, manifest }: ModelFiles): ModelReport {
  const { name, revision, quantization, files, shards } = manifest;
  const bytes = [...files, ...shards].reduce((sum, file) => sum + file.bytes, 0);
  return { folder, name, revision, quantization, bytes };
}

const formats: readonly WeightFormat[] = ['q4', 'q8', 'f16', 'f32'];

/** Index of the model whose experts are stored most exactly. */
function mostExact(models: readonly ModelFiles[]): number {
  const exactness = models.map(({ manifest }) => formats.indexOf(manifest.quantization.experts));
  return exactness.indexOf(Math.max(...exactness));
}
