// The tools that the model can call in the demo.

import type { RunToolsOptions } from '../src/index.ts';
import { confirmSaving } from './confirm.ts';
import { download } from './conversations/file.ts';

const text = { type: 'string' };

export const tools: RunToolsOptions['tools'] = {
  calculator: {
    description: 'Evaluate an arithmetic expression.',
    schema: { type: 'object', properties: { expression: text }, required: ['expression'] },
    run: ({ expression }) => calculate(String(expression)),
  },
  get_time: {
    description: 'Get the local time of a city.',
    schema: { type: 'object', properties: { city: text }, required: ['city'] },
    run: ({ city }) => timeIn(String(city)),
  },
  convert_units: {
    description: 'Convert a value from one unit to another.',
    schema: {
      type: 'object',
      properties: { value: { type: 'number' }, from: text, to: text },
      required: ['value', 'from', 'to'],
    },
    run: ({ value, from, to }) => convert(Number(value), String(from), String(to)),
  },
  save_file: {
    description: 'Save a text as a file on this device. The user is asked first.',
    schema: { type: 'object', properties: { name: text, text }, required: ['name', 'text'] },
    run: async ({ name, text: content }, { signal }) => {
      if (!(await confirmSaving(String(name), String(content), signal))) {
        throw new Error('The user has declined.');
      }
      download(String(name), String(content), 'text/plain');
      return 'saved';
    },
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

/** Each kind of unit, by how many of its first unit one is. */
const units: Record<string, number>[] = [
  { m: 1, km: 1000, cm: 0.01, mm: 0.001, mile: 1609.344, yard: 0.9144, foot: 0.3048, inch: 0.0254 },
  { g: 1, kg: 1000, mg: 0.001, pound: 453.59237, ounce: 28.349523125 },
  { s: 1, min: 60, h: 3600, day: 86_400, week: 604_800 },
  { l: 1, ml: 0.001, gallon: 3.785411784, pint: 0.473176473 },
];

const otherNames: Record<string, string> = {
  meter: 'm',
  metre: 'm',
  kilometer: 'km',
  kilometre: 'km',
  centimeter: 'cm',
  centimetre: 'cm',
  millimeter: 'mm',
  millimetre: 'mm',
  feet: 'foot',
  ft: 'foot',
  inches: 'inch',
  gram: 'g',
  kilogram: 'kg',
  milligram: 'mg',
  lb: 'pound',
  lbs: 'pound',
  oz: 'ounce',
  second: 's',
  minute: 'min',
  hour: 'h',
  liter: 'l',
  litre: 'l',
};

function convert(value: number, from: string, to: string): string {
  const kind = units.find((names) => unitOf(from, names) !== undefined);
  const [one, other] = kind ? [unitOf(from, kind), unitOf(to, kind)] : [];
  if (one === undefined || other === undefined) return 'no units of the same kind';
  return String(Number(((value * one) / other).toPrecision(10)));
}

function unitOf(name: string, kind: Record<string, number>): number | undefined {
  const given = name.trim().toLowerCase();
  const singular = given.replace(/s$/, '');
  return kind[given] ?? kind[otherNames[given] ?? ''] ?? kind[singular] ?? kind[otherNames[singular] ?? ''];
}
