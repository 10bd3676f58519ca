// Answers of a model that are constrained by a JSON schema: whether they end, parse and are valid.

import { type ChatPipeline, generateAnswer } from '../src/chat/answer.ts';
import { readGenerateOptions } from '../src/chat/generate-options.ts';
import type { GenerationResult } from '../src/contract/generate.ts';
import { PocketM1Error } from '../src/errors.ts';

export interface JudgedSchema {
  name: string;
  schema: boolean | object;
  /** The validator. */
  isValid: (value: unknown) => boolean;
}

export interface SchemaFigures {
  name: string;
  answers: number;
  /** Answers that ended with a stop token. */
  ended: number;
  /** Answers that `maxTokens` cut. */
  length: number;
  /** Of those that ended, how many parse and are valid. */
  parsed: number;
  valid: number;
  /** The first answer that ended and is not valid. */
  invalid?: string;
  /** Why the schema is not supported; it has no answers then. */
  refused?: string;
}

export interface StructuredOptions {
  /** Answers to each schema. */
  answers: number;
  maxTokens: number;
  /** Tokens of thinking before the text. */
  thinkingBudget: number;
  seed: number;
}

/** At temperature 1; answer i of a schema has the seed `seed + i`. */
export async function answerSchema(
  chat: ChatPipeline,
  { name, schema, isValid }: JudgedSchema,
  { answers, maxTokens, thinkingBudget, seed }: StructuredOptions,
): Promise<SchemaFigures> {
  const figures: SchemaFigures = { name, answers: 0, ended: 0, length: 0, parsed: 0, valid: 0 };
  for (let i = 0; i < answers; i++) {
    let result: GenerationResult;
    try {
      const options = readGenerateOptions({
        responseFormat: { type: 'json_schema', schema },
        temperature: 1,
        seed: seed + i,
        maxTokens,
        thinkingBudget,
      });
      result = await resultOf(generateAnswer(chat, promptOf(name), options));
    } catch (error) {
      if (!(error instanceof PocketM1Error && error.code === 'invalid-argument')) throw error;
      figures.refused = error.message;
      return figures;
    }
    const { text, finishReason } = result;
    figures.answers += 1;
    if (finishReason === 'length') {
      figures.length += 1;
      continue;
    }
    figures.ended += 1;
    const value = parsed(text);
    if (value === undefined) {
      figures.invalid ??= text;
      continue;
    }
    figures.parsed += 1;
    if (isValid(value.json)) figures.valid += 1;
    else figures.invalid ??= text;
  }
  return figures;
}

function promptOf(name: string): string {
  return `Write one example of "${name.replaceAll('-', ' ')}" as JSON.`;
}

/** The result of an answer, without its parts. */
export async function resultOf(
  answer: AsyncGenerator<unknown, GenerationResult, undefined>,
): Promise<GenerationResult> {
  for (;;) {
    const next = await answer.next();
    if (next.done) return next.value;
  }
}

function parsed(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Minimum share of the answers that must end. */
const MIN_ENDED = 0.95;

const columns = ['answers', 'ended', 'length', 'parsed', 'valid'] as const;

/** The head of the table, whose first column has `width` characters. */
export function structuredHead(width: number): string {
  return ['schema'.padEnd(width), ...columns].join('  ');
}

export function structuredRow(figures: SchemaFigures, width: number): string {
  const cells = columns.map((column) => String(figures[column]).padStart(column.length));
  return [figures.name.padEnd(width), ...cells, ...(figures.refused ? ['refused'] : [])].join('  ');
}

/** The sum over all schemas, and the problems: none if enough answers ended and all that did are valid. */
export function structuredTotal(all: readonly SchemaFigures[]): { total: SchemaFigures; problems: string[] } {
  const total: SchemaFigures = { name: 'all', answers: 0, ended: 0, length: 0, parsed: 0, valid: 0 };
  for (const figures of all) for (const column of columns) total[column] += figures[column];
  const problems = all.flatMap(({ name, invalid, refused }) => [
    ...(refused === undefined ? [] : [`${name}: refused: ${refused}`]),
    ...(invalid === undefined ? [] : [`${name}: an answer that ended is not valid: ${invalid}`]),
  ]);
  if (total.ended < MIN_ENDED * total.answers) {
    problems.push(
      `${total.ended} of ${total.answers} answers ended, expected at least ${100 * MIN_ENDED} %.`,
    );
  }
  return { total, problems };
}
