// Prints wrong answers verbatim, to see why they failed and to copy conversations from.

import type { Report } from './run.ts';
import { label } from './tables.ts';

/** Up to `count` wrong answers of each task, and conversations and everyday questions of each kind, on separate lines. */
export function failureLines(report: Report, count: number): string[] {
  return [...problemLines(report, count), ...conversationLines(report, count)];
}

function problemLines({ models }: Report, count: number): string[] {
  return models.flatMap((model) => {
    const failures = [...(model.problems ?? []), ...(model.wordings ?? [])].filter(({ solved }) => !solved);
    const tasks = [...new Set(failures.map(({ task }) => task))];
    return tasks.flatMap((task) =>
      failures
        .filter((failure) => failure.task === task)
        .slice(0, count)
        .flatMap(({ question, thinking, text, toolCalls, expected, finishReason }) => [
          `${label(model, models)} ${task}: ${JSON.stringify(question)}`,
          `  expected ${JSON.stringify(expected)}`,
          `  answered ${JSON.stringify(toolCalls.length > 0 ? toolCalls : text)}${finishReason === 'length' ? ', cut short' : ''}`,
          ...(thinking === '' ? [] : [`  after thinking ${JSON.stringify(thinking)}`]),
        ]),
    );
  });
}

function conversationLines({ models }: Report, count: number): string[] {
  return models.flatMap((model) => {
    const held = [...(model.conversations ?? []), ...(model.everyday ?? [])];
    const failures = held.filter(({ solved }) => !solved);
    const kinds = [...new Set(failures.map(({ kind }) => kind))];
    return kinds.flatMap((kind) =>
      failures
        .filter((failure) => failure.kind === kind)
        .slice(0, count)
        .flatMap(({ turns }) => [
          `${label(model, models)} conversation about ${kind}:`,
          ...turns.flatMap(({ says, text, passed, missing, banned }) => [
            `  user: ${says}`,
            `  model: ${text}${passed ? '' : ' (wrong)'}`,
            ...missing.map((group) => `    does not say ${group.join(' or ')}`),
            ...banned.map((said) => `    says ${said}`),
          ]),
        ]),
    );
  });
}
