// Parses the regular expressions of ECMAScript (with the flag u) that have an automaton: no look-around, no back-references.

import {
  anyCodePoint,
  type CodePoints,
  codePointsOf,
  commonOf,
  complementOf,
  unionOf,
} from './code-points.ts';

export type Regex =
  | { type: 'characters'; points: CodePoints }
  | { type: 'sequence'; of: Regex[] }
  | { type: 'choice'; of: Regex[] }
  | { type: 'repeat'; of: Regex; min: number; max: number | undefined }
  | { type: 'start' | 'end' };

/** A sentence that says which part of a pattern has no automaton, or is wrong. */
export class PatternError extends Error {}

const digits = codePointsOf([[0x30, 0x39]]);
const words = codePointsOf([
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]);
const blanks = codePointsOf(
  [...'\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff']
    .map((blank): [number, number] => [blank.codePointAt(0)!, blank.codePointAt(0)!])
    .concat([[0x2000, 0x200a]]),
);
const lineEnds = codePointsOf([
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]);
const classes: Record<string, CodePoints> = {
  d: digits,
  D: complementOf(digits),
  w: words,
  W: complementOf(words),
  s: blanks,
  S: complementOf(blanks),
};
const controls: Record<string, number> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0 };

/** @throws PatternError */
export function parseRegex(pattern: string): Regex {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    throw new PatternError(`it is no regular expression (${error instanceof Error ? error.message : error})`);
  }
  return new Parser([...pattern]).parse();
}

class Parser {
  readonly #characters: readonly string[];
  readonly #planes = new Map<number, string>();
  #at = 0;

  constructor(characters: readonly string[]) {
    this.#characters = characters;
  }

  parse(): Regex {
    return this.#choice();
  }

  get #next(): string | undefined {
    return this.#characters[this.#at];
  }

  #take(text: string): boolean {
    const found = [...text].every((character, i) => this.#characters[this.#at + i] === character);
    if (found) this.#at += [...text].length;
    return found;
  }

  /** Reads up to and including a character. */
  #upTo(end: string): string {
    const from = this.#at;
    this.#at = this.#characters.indexOf(end, from) + 1;
    return this.#characters.slice(from, this.#at - 1).join('');
  }

  #choice(): Regex {
    const of = [this.#sequence()];
    while (this.#take('|')) of.push(this.#sequence());
    return of.length === 1 ? of[0]! : { type: 'choice', of };
  }

  #sequence(): Regex {
    const of: Regex[] = [];
    while (this.#next !== undefined && this.#next !== '|' && this.#next !== ')') of.push(this.#repeated());
    return of.length === 1 ? of[0]! : { type: 'sequence', of };
  }

  #repeated(): Regex {
    const of = this.#atom();
    const bounds = this.#bounds();
    if (!bounds) return of;
    this.#take('?'); // lazy or not, it matches the same texts
    return { type: 'repeat', of, ...bounds };
  }

  #bounds(): { min: number; max: number | undefined } | undefined {
    if (this.#take('*')) return { min: 0, max: undefined };
    if (this.#take('+')) return { min: 1, max: undefined };
    if (this.#take('?')) return { min: 0, max: 1 };
    if (!this.#take('{')) return undefined;
    const [min, max = min] = this.#upTo('}').split(',') as [string, string?];
    return { min: Number(min), max: max === '' ? undefined : Number(max) };
  }

  #atom(): Regex {
    if (this.#take('^')) return { type: 'start' };
    if (this.#take('$')) return { type: 'end' };
    if (this.#take('.')) return charactersOf(complementOf(lineEnds));
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return charactersOf(this.#class());
    if (!this.#take('\\')) return charactersOf(single(this.#character()));
    const next = this.#next!;
    if (next === 'b' || next === 'B')
      throw new PatternError(`\\${next} (a boundary of words) has no automaton here`);
    if (/[1-9k]/.test(next)) throw new PatternError(`\\${next} (a back-reference) has no automaton`);
    return charactersOf(this.#escape());
  }

  #group(): Regex {
    if (this.#take('?')) {
      const look = ['=', '!', '<=', '<!'].find((each) => this.#take(each));
      if (look !== undefined) {
        const kind = look.startsWith('<') ? 'look-behind' : 'look-ahead';
        throw new PatternError(`(?${look}…) (${kind}) has no automaton here`);
      }
      if (this.#take('<')) this.#upTo('>');
      else if (!this.#take(':'))
        throw new PatternError(`(?${this.#next}…) (flags in a pattern) is not supported`);
    }
    const inner = this.#choice();
    this.#take(')');
    return inner;
  }

  /** A class in brackets, after the opening one. */
  #class(): CodePoints {
    const isNegated = this.#take('^');
    const parts: CodePoints[] = [];
    while (!this.#take(']')) {
      const first = this.#classAtom();
      // A minus at the end, or after a class such as \d, is a character.
      if (
        first.length === 2 &&
        first[0] === first[1] &&
        this.#next === '-' &&
        this.#characters[this.#at + 1] !== ']'
      ) {
        this.#at += 1;
        parts.push(codePointsOf([[first[0]!, this.#classAtom()[0]!]]));
      } else {
        parts.push(first);
      }
    }
    const all = unionOf(...parts);
    return isNegated ? complementOf(all) : all;
  }

  #classAtom(): CodePoints {
    if (!this.#take('\\')) return single(this.#character());
    if (this.#take('b')) return single(8);
    return this.#escape();
  }

  #character(): number {
    return this.#characters[this.#at++]!.codePointAt(0)!;
  }

  /** After the backslash. */
  #escape(): CodePoints {
    const letter = this.#characters[this.#at++]!;
    if (classes[letter]) return classes[letter]!;
    if (controls[letter] !== undefined) return single(controls[letter]!);
    if (letter === 'p' || letter === 'P') {
      this.#take('{');
      return propertyOf(`\\${letter}{${this.#upTo('}')}}`, this.#planes);
    }
    if (letter === 'c') return single(this.#character() % 32);
    if (letter === 'x') return single(this.#hexadecimal(2));
    if (letter === 'u') {
      if (this.#take('{')) return single(Number.parseInt(this.#upTo('}'), 16));
      const high = this.#hexadecimal(4);
      const isPair = high >= 0xd800 && high <= 0xdbff && this.#take('\\u');
      if (!isPair) return single(high);
      return single(0x10000 + (high - 0xd800) * 0x400 + (this.#hexadecimal(4) - 0xdc00));
    }
    return single(letter.codePointAt(0)!);
  }

  #hexadecimal(digits: number): number {
    const text = this.#characters.slice(this.#at, this.#at + digits).join('');
    this.#at += digits;
    return Number.parseInt(text, 16);
  }
}

function single(codePoint: number): CodePoints {
  return [codePoint, codePoint];
}

function charactersOf(points: CodePoints): Regex {
  return { type: 'characters', points: commonOf(points, anyCodePoint) };
}

/** Characters by Unicode property, which the engine's own regular expressions know. */
const properties = new Map<string, CodePoints>();
const PLANE = 0x10000;
/** The planes with characters that differ; in the others all are unassigned or private, but for the last two. */
const variedPlanes = [0, 1, 2, 3, 14];

/** The expressions of a property that take a whole run, because a search would begin anew at each character. */
interface Runs {
  inside: RegExp;
  outside: RegExp;
}

/** @param planes - The characters of planes, which are made for the first property and used for the next. */
function propertyOf(property: string, planes: Map<number, string>): CodePoints {
  const known = properties.get(property);
  if (known) return known;
  const runs = { inside: new RegExp(`${property}*`, 'uy'), outside: new RegExp(`[^${property}]*`, 'uy') };
  const found: [number, number][] = [];
  for (let plane = 0; plane <= 16; plane++) {
    if (variedPlanes.includes(plane)) {
      const characters = planes.get(plane) ?? everyCharacter(plane);
      planes.set(plane, characters);
      found.push(...rangesInPlane(runs, characters, plane));
    } else {
      found.push(...rangesInUniformPlane(property, plane));
    }
  }
  const points = codePointsOf(found);
  properties.set(property, points);
  return points;
}

function rangesInPlane({ inside, outside }: Runs, characters: string, plane: number): [number, number][] {
  const ranges: [number, number][] = [];
  for (let at = 0; at < characters.length; ) {
    const first = endOf(outside, characters, at);
    at = endOf(inside, characters, first);
    const last = at - (plane === 0 ? 1 : 2);
    if (at > first) ranges.push([characters.codePointAt(first)!, characters.codePointAt(last)!]);
  }
  return ranges;
}

/** Where the text that matches from `at` on ends. */
function endOf(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  sticky.test(text);
  return sticky.lastIndex;
}

function rangesInUniformPlane(property: string, plane: number): [number, number][] {
  const has = new RegExp(property, 'u');
  const first = plane * PLANE;
  const ranges: [number, number][] = [
    [first, first + PLANE - 3],
    [first + PLANE - 2, first + PLANE - 1],
  ];
  return ranges.filter(([begin]) => has.test(String.fromCodePoint(begin)));
}

/** The characters of a plane in a row; a run of them is a range, but for one that begins before and ends after the surrogates. */
function everyCharacter(plane: number): string {
  const units = new Uint16Array(plane === 0 ? PLANE : 2 * PLANE);
  let length = 0;
  for (let i = 0; i < PLANE; i++) {
    if (plane > 0) {
      units[length++] = 0xd800 + (plane - 1) * 64 + (i >> 10);
      units[length++] = 0xdc00 + (i & 0x3ff);
    } else if (i < 0xd800 || i > 0xdfff) {
      units[length++] = i;
    }
  }
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units.subarray(0, length));
}
