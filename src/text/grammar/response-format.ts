// Compiles `responseFormat` to the form of an answer's text.

import type { ResponseFormat } from '../../contract/response-format.ts';
import { PocketM1Error, show } from '../../errors.ts';
import type { PlainData } from '../plain-data.ts';
import { MAX_STATES } from './automaton.ts';
import { anyJsonObject, compileJsonSchema } from './json-schema.ts';
import { TooManyStates } from './nfa.ts';
import { embedded, type Piece } from './pieces.ts';
import { regexDfa } from './regex.ts';
import { PatternError } from './regex-syntax.ts';

/** @throws PocketM1Error `invalid-argument` with `details.path` for a schema or pattern without an automaton. */
export function compileResponseFormat(format: ResponseFormat): Piece {
  switch (format.type) {
    case 'json_object':
      return anyJsonObject();
    case 'json_schema':
      return compileJsonSchema(format.schema as PlainData);
    case 'regex':
      return compileRegex(format.pattern);
    default:
      return format satisfies never;
  }
}

function compileRegex(pattern: string): Piece {
  const refuse = (problem: string): never => {
    throw new PocketM1Error('invalid-argument', `The pattern ${show(pattern)} ${problem}.`, {
      details: { path: '/pattern' },
    });
  };
  try {
    const dfa = regexDfa(pattern, { searches: false });
    return dfa.states > 0 ? embedded(dfa) : refuse('matches no text');
  } catch (error) {
    if (error instanceof PatternError) return refuse(`cannot be used: ${error.message}`);
    if (error instanceof TooManyStates)
      return refuse(`needs more than ${MAX_STATES.toLocaleString('en')} states`);
    throw error;
  }
}
