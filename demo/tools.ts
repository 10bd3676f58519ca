// The two tools that the model can call in the demo.

import type { Message, ToolCall, ToolDefinition } from '../src/index.ts';

export const tools: ToolDefinition[] = [
  {
    name: 'calculator',
    description: 'Evaluate an arithmetic expression.',
    parameters: { type: 'object', properties: { expression: { type: 'string' } }, required: ['expression'] },
  },
  {
    name: 'get_time',
    description: 'Get the local time of a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
];

const running = new Map<string, (args: ToolCall['arguments']) => string>([
  ['calculator', ({ expression }) => calculate(String(expression))],
  ['get_time', ({ city }) => timeIn(String(city))],
]);

/** Runs a call of one of the `offered` tools. Failures are results for the model, not errors. */
export function callTool({ name, arguments: args }: ToolCall, offered: readonly ToolDefinition[]): Message {
  const run = offered.some((tool) => tool.name === name) ? running.get(name) : undefined;
  return { role: 'tool', name, content: run?.(args) ?? `there is no tool ${name}` };
}

function calculate(expression: string): string {
  const [, left, operator, right] = /^\s*(-?[\d.]+)\s*([-+*/])\s*(-?[\d.]+)\s*$/.exec(expression) ?? [];
  const a = Number(left);
  const b = Number(right);
  if (operator === '+') return String(a + b);
  if (operator === '-') return String(a - b);
  if (operator === '*') return String(a * b);
  if (operator === '/') return String(a / b);
  return 'not an expression of two numbers';
}

function timeIn(city: string): string {
  const slug = city.trim().replaceAll(' ', '_');
  const timeZone = Intl.supportedValuesOf('timeZone').find((zone) => zone.endsWith(`/${slug}`));
  if (timeZone === undefined) return 'unknown city';
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format();
}
