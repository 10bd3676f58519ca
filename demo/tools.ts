// The two tools that the model can call in the demo.

import type { RunToolsOptions } from '../src/index.ts';

export const tools: RunToolsOptions['tools'] = {
  calculator: {
    description: 'Evaluate an arithmetic expression.',
    schema: { type: 'object', properties: { expression: { type: 'string' } }, required: ['expression'] },
    run: ({ expression }) => calculate(String(expression)),
  },
  get_time: {
    description: 'Get the local time of a city.',
    schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    run: ({ city }) => timeIn(String(city)),
  },
};

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
