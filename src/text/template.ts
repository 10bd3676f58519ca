// Jinja templates with this library's errors. Knows nothing of chats.

import { Template as JinjaTemplate } from '@huggingface/jinja';
import { PocketM1Error } from '../errors.ts';

/** Renders a compiled template with these variables. Throws a PocketM1Error `template`. */
export type Template = (variables: Record<string, unknown>) => string;

/**
 * Parses a template once, to render it many times. Lines may end in any way, as in Python's Jinja. Throws a PocketM1Error
 * `template` when its syntax is wrong.
 */
export function compileTemplate(source: string): Template {
  const lines = source.replace(/\r\n?/g, '\n');
  const template = orTemplateError('cannot be parsed', () => new JinjaTemplate(lines));
  return (variables) => orTemplateError('cannot be rendered', () => template.render(variables));
}

function orTemplateError<T>(failure: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PocketM1Error('template', `the chat template ${failure}: ${reason}`, { cause });
  }
}
