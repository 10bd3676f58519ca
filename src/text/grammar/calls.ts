// Answers with tool calls as pieces of an automaton: calls in the form in which the model's chat template writes them, with
// names that exist and arguments that obey their schemas.

import type { ToolDefinition } from '../../contract/messages.ts';
import { assert, PocketM1Error } from '../../errors.ts';
import type { CallFormat } from '../call-format.ts';
import type { CallSyntax } from '../call-syntax.ts';
import { copyPlainData } from '../plain-data.ts';
import type { PromptPiece } from '../structure.ts';
import type { TokenSymbols } from './automaton.ts';
import { freeText } from './free-text.ts';
import { anyJsonObject, compileJsonSchema } from './json-schema.ts';
import {
  choice,
  compilePiece,
  embedded,
  literal,
  type Piece,
  repeat,
  sequence,
  symbol,
  symbolBetween,
} from './pieces.ts';
import { difference } from './product.ts';
import { specialSymbol } from './token-symbols.ts';

/** A tool, and whether its arguments obey its schema; otherwise they are any JSON object. */
export interface CallableTool {
  definition: ToolDefinition;
  strict: boolean;
}

export interface CallsForm {
  format: CallFormat;
  tools: readonly CallableTool[];
  /** Whether an answer may have several calls. */
  parallel: boolean;
}

const anyText = repeat(symbolBetween(0, 255), 0);

/** The tags that open calls: their text, or the id of their token. */
export type BlockTags = readonly PromptPiece[];

/** The opening tags of calls in the vocabulary of a tokenizer. */
export function blockTagsOf(
  { blocks }: CallSyntax,
  addedTokens: ReadonlyMap<number, { content: string }>,
): BlockTags {
  return [...blocks.keys()].map(
    (tag) => [...addedTokens].find(([, { content }]) => content === tag)?.[0] ?? tag,
  );
}

/**
 * Calls, and nothing else.
 * @throws PocketM1Error `invalid-argument` naming the tool whose schema is not supported.
 */
export function onlyCalls(form: CallsForm, symbols: TokenSymbols): Piece {
  return sequence(written(form.format.open, symbols), calls(form, symbols));
}

/**
 * Text in which each opening tag begins calls.
 * @throws PocketM1Error as `onlyCalls`.
 */
export function textWithCalls(form: CallsForm, tags: BlockTags, symbols: TokenSymbols): Piece {
  const { tag, after } = openingTag(form.format.open, tags);
  const end = typeof tag === 'string' ? tag : symbolOf(symbols, tag);
  const others = tags.filter((other): other is string => typeof other === 'string' && other !== tag);
  const block = sequence(freeText({ end, without: others }), written(after, symbols), calls(form, symbols));
  return sequence(repeat(block, 0, form.parallel ? undefined : 1), textWithout(tags));
}

/** Whether the format begins with a tag that opens calls, so that these can be told from text. */
export function hasOpeningTag({ open }: CallFormat, tags: BlockTags): boolean {
  return tags.some((tag) => splitAt(open, tag) !== undefined);
}

/** From the name of the first call to the end of the block. */
function calls({ format, tools, parallel }: CallsForm, symbols: TokenSymbols): Piece {
  const { middle, separator, close } = format;
  const call = choice(
    ...tools.map((tool) =>
      sequence(literal(nameIn(format, tool)), written(middle, symbols), argumentsOf(tool)),
    ),
  );
  const end = written(close, symbols);
  if (!parallel || separator === undefined) return sequence(call, end);
  const next = written(separator, symbols);
  // Back to the same states, because a schema may have many.
  return (nfa, from, to) => {
    const first = nfa.state();
    const last = nfa.state();
    nfa.jump(from, first);
    call(nfa, first, last);
    next(nfa, last, first);
    end(nfa, last, to);
  };
}

function nameIn({ open, middle }: CallFormat, { definition: { name } }: CallableTool): string {
  const before = open.at(-1);
  const after = middle[0];
  const isQuoted =
    typeof before === 'string' && before.endsWith('"') && typeof after === 'string' && after.startsWith('"');
  return isQuoted ? JSON.stringify(name).slice(1, -1) : name;
}

function argumentsOf({ definition: { name, parameters }, strict }: CallableTool): Piece {
  if (!strict) return anyJsonObject();
  if (!parameters) return literal('{}');
  try {
    return compileJsonSchema(
      copyPlainData({ ...parameters, type: parameters.type ?? 'object' }, 'parameters'),
    );
  } catch (error) {
    if (!(error instanceof PocketM1Error)) throw error;
    const { code, message, details } = error;
    throw new PocketM1Error(
      code,
      `The tool ${name}: ${message} With strict: false its arguments are any JSON object.`,
      { details: { ...details, tool: name }, cause: error },
    );
  }
}

/** Text in which no calls begin. */
export function textWithout(tags: BlockTags): Piece {
  return withoutTags(anyText, tags);
}

/** What of a text of bytes has no spelled tag in it. */
export function withoutTags(text: Piece, tags: BlockTags): Piece {
  const spelled = tags.filter((tag) => typeof tag === 'string').map(literal);
  if (spelled.length === 0) return text;
  const tagged = sequence(anyText, choice(...spelled), anyText);
  return embedded(difference(compilePiece(text), compilePiece(tagged)));
}

function written(pieces: readonly PromptPiece[], symbols: TokenSymbols): Piece {
  return sequence(
    ...pieces.map((piece) => (typeof piece === 'string' ? literal(piece) : symbol(symbolOf(symbols, piece)))),
  );
}

function symbolOf(symbols: TokenSymbols, id: number): number {
  const found = specialSymbol(symbols, id);
  assert(found !== undefined, `token ${id} is not special.`);
  return found;
}

function openingTag(
  open: readonly PromptPiece[],
  tags: BlockTags,
): { tag: PromptPiece; after: readonly PromptPiece[] } {
  for (const tag of tags) {
    const after = splitAt(open, tag);
    if (after) return { tag, after };
  }
  throw new PocketM1Error('internal', 'The calls of this model have no tag.');
}

/** The pieces after the first occurrence of a tag. */
function splitAt(pieces: readonly PromptPiece[], tag: PromptPiece): readonly PromptPiece[] | undefined {
  if (typeof tag === 'number') {
    const at = pieces.indexOf(tag);
    return at < 0 ? undefined : pieces.slice(at + 1);
  }
  const at = pieces.findIndex((piece) => typeof piece === 'string' && piece.includes(tag));
  if (at < 0) return undefined;
  const text = pieces[at] as string;
  return [text.slice(text.indexOf(tag) + tag.length), ...pieces.slice(at + 1)];
}
