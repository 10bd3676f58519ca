// Finds what a chat template does with texts that follow later, from what it does with marks in their place.

import { PocketM1Error } from '../errors.ts';
import type { Structure } from './structure.ts';

export interface LaterText {
  /** The `later` of its turn: its index among all such texts, in the order of the messages. */
  index: number;
  /** Whether the template removes white space at its start, and at its end. */
  trimsStart: boolean;
  trimsEnd: boolean;
}

/** White space around a mark. A text before one and a text after one differ, so that two marks side by side can be told apart. */
const START = ' \n';
const END = '\t ';
/** Text that shows most of what a template might change: case, spaces, quotes, markup, tags, length. */
const PROBE = 'Ab  c\n\n"d" \'e\' & <f> </think> {"g": [1, 2]} \\ é \r\n'.repeat(200);

/**
 * What is around the texts in a prompt, and how their white space is treated.
 * @param rendered - The prompt with only marks in their place.
 * @param render - Renders the prompt with what it makes of a mark in the mark's place.
 * @throws PocketM1Error `template` when the template does anything with such a text but write or trim it.
 */
export function findLaterTexts(
  structure: Structure,
  rendered: string,
  render: (write: (mark: string) => string) => string,
): { around: string[]; texts: LaterText[] } {
  const { around, texts } = structure.splitAtLater(rendered);
  const spaced = structure.splitAtLater(render((mark) => START + mark + END));
  const probe = (mark: string): string => mark + structure.quote(PROBE) + mark;
  const probed = render(probe);
  const expected = around.map((before, i) => {
    const index = texts[i];
    return index === undefined ? before : before + probe(structure.later(index));
  });
  const isWritten = new Set(texts).size === texts.length && probed === expected.join('');
  const trims = isWritten && around.map((text, i) => trimming(text, spaced.around[i] ?? '', i, texts.length));
  if (!trims || trims.includes(undefined)) throw changesText();
  return {
    around,
    texts: texts.map((index, i) => ({
      index,
      trimsStart: trims[i]!.beforeText,
      trimsEnd: trims[i + 1]!.afterText,
    })),
  };
}

/** What is missing of the white space that was written around `text`, which is number `i` of the prompt. */
function trimming(
  text: string,
  spaced: string,
  i: number,
  count: number,
): { beforeText: boolean; afterText: boolean } | undefined {
  for (const afterText of [false, true]) {
    for (const beforeText of [false, true]) {
      const end = i === 0 || afterText ? '' : END;
      const start = i === count || beforeText ? '' : START;
      if (end + text + start === spaced) return { beforeText, afterText };
    }
  }
  return undefined;
}

function changesText(): PocketM1Error {
  return new PocketM1Error(
    'template',
    'The chat template changes, repeats or leaves out the text of a message, so it must be known as a whole: pass it as a string, not as an iterable.',
  );
}
