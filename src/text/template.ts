// Jinja templates with this library's errors, and with their string literals replaced before they run. Independent of chats.

import { Template as JinjaTemplate } from '@huggingface/jinja';
import { PocketM1Error, withFullStop } from '../errors.ts';

/**
 * Renders a compiled template with these variables.
 * @throws PocketM1Error `template`.
 */
export type Template = (variables: Record<string, unknown>) => string;

/** Replaces the string literals of a template. */
export interface Literals {
  /** For a literal that the template writes to the prompt. */
  written(literal: string): string;
  /** For a literal that the template compares with text, searches for or splits at. */
  compared(literal: string): string;
  /** Undoes the replacements in an error message. */
  spell(text: string): string;
}

const unchanged: Literals = {
  written: (literal) => literal,
  compared: (literal) => literal,
  spell: (text) => text,
};

/**
 * Parses a template once, to render it many times. Accepts all line endings, like Python's Jinja.
 * @throws PocketM1Error `template` when its syntax is wrong.
 */
export function compileTemplate(source: string, literals: Literals = unchanged): Template {
  const lines = source.replace(/\r\n?/g, '\n');
  const template = orTemplateError('cannot be parsed', literals, () => new JinjaTemplate(lines));
  replaceLiterals(template.parsed, literals, true);
  return (variables) => orTemplateError('cannot be rendered', literals, () => template.render(variables));
}

const comparisons = new Set(['==', '!=', '<', '>', '<=', '>=', 'in', 'not in']);
/** Filters that write their arguments to the prompt. */
const writingFilters = new Set(['default', 'join']);

/** Replaces the string literals below a node of the syntax tree; `written` is whether the template writes the node's value. */
function replaceLiterals(node: unknown, literals: Literals, written: boolean): void {
  const visit = (child: unknown, isWritten = written): void => replaceLiterals(child, literals, isWritten);
  if (Array.isArray(node)) {
    for (const child of node) visit(child);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type, ...fields } = node as Record<string, unknown>;
  switch (type) {
    case 'StringLiteral': {
      const literal = node as { value: string };
      literal.value = written ? literals.written(literal.value) : literals.compared(literal.value);
      return;
    }
    case 'ObjectLiteral':
      for (const value of (fields.value as Map<unknown, unknown>).values()) visit(value);
      return;
    case 'BinaryExpression': {
      const compares = comparisons.has((fields.operator as { value: string }).value);
      visit([fields.left, fields.right], written && !compares);
      return;
    }
    case 'MemberExpression':
      visit(fields.object);
      return;
    case 'CallExpression': {
      // A macro writes its arguments; a method such as `startswith` searches for them.
      const { callee } = fields as { callee: { type: string } };
      visit(callee);
      visit(fields.args, written && callee.type !== 'MemberExpression');
      return;
    }
    case 'FilterExpression':
    case 'FilterStatement': {
      visit([fields.operand, fields.body]);
      const { args, callee } = fields.filter as { args?: unknown; callee?: { value: string } };
      visit(args, written && callee !== undefined && writingFilters.has(callee.value));
      return;
    }
    default:
      for (const child of Object.values(fields)) visit(child);
  }
}

function orTemplateError<T>(failure: string, { spell }: Literals, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    const reason = spell(cause instanceof Error ? cause.message : String(cause));
    throw new PocketM1Error('template', withFullStop(`The chat template ${failure}: ${reason}`), { cause });
  }
}
