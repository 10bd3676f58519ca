// Automata of regular expressions.

import { anyCodePoint, type CodePoints, utf8 } from './code-points.ts';
import type { Dfa } from './dfa.ts';
import { choice, compilePiece, type Piece, repeat, sequence, shared } from './pieces.ts';
import { parseRegex, type Regex } from './regex-syntax.ts';

/** How one of some characters is written. */
export type Spelling = (points: CodePoints) => Piece;

/**
 * The texts that a pattern matches: as a whole, or, if it `searches`, somewhere.
 * @throws PatternError, TooManyStates
 */
export function regexDfa(
  pattern: string,
  { searches, spelling = utf8 }: { searches: boolean; spelling?: Spelling },
): Dfa {
  const piece = pieceOf(parseRegex(pattern), spelling);
  const around = repeat(shared(spelling(anyCodePoint)), 0);
  return compilePiece(searches ? sequence(around, piece, around) : piece);
}

function pieceOf(regex: Regex, spelling: Spelling): Piece {
  switch (regex.type) {
    case 'characters':
      return shared(spelling(regex.points));
    case 'sequence':
      return sequence(...regex.of.map((part) => pieceOf(part, spelling)));
    case 'choice':
      return choice(...regex.of.map((part) => pieceOf(part, spelling)));
    case 'repeat':
      return repeat(pieceOf(regex.of, spelling), regex.min, regex.max);
    case 'start':
      return (nfa, from, to) => nfa.jump(from, to, 'at-start');
    case 'end':
      return (nfa, from, to) => nfa.jump(from, to, 'at-end');
    default:
      return regex satisfies never;
  }
}
