// Formats the measurements of a saved conversation as lines of text.

import { check } from './check.ts';
import { type Spread, spread } from './statistics.ts';

export interface SavedConversation {
  promptTokens: number;
  messages: number;
  /** Bytes on disk. */
  bytes: number;
  /** The next answer, in the tab that saved the conversation. */
  nextText: string;
  forkMs: number[];
  saveMs: number[];
}

export interface NextAnswer {
  text: string;
  /** From opening the session until it is ready; close to 0 if it is read. */
  openMs: number;
  firstTokenMs: number;
  promptTokens: number;
  /** Tokens of the prompt that were read. */
  readTokens: number;
}

export interface ResumeFigures {
  saved: SavedConversation;
  opened: NextAnswer[];
  read: NextAnswer[];
}

/** @throws Error when an opened conversation continues differently than in its own tab, or was read again. */
export function resumeLines({ saved, opened, read }: ResumeFigures): string[] {
  for (const { text } of opened) {
    check(text === saved.nextText, `it answers "${text}", but in its own tab "${saved.nextText}"`);
  }
  // Reading it whole sums in another order, and two tokens of nearly the same probability may change places.
  const same = read.every(({ text }) => text === saved.nextText);
  const { promptTokens, readTokens } = opened[0]!;
  check(promptTokens - readTokens >= saved.promptTokens - 64, 'the opened conversation was read again');
  check(
    read.every((answer) => answer.readTokens === promptTokens),
    'the conversation that was to be read was not read whole',
  );
  const of = (list: readonly NextAnswer[], figure: 'openMs' | 'firstTokenMs') =>
    spread(list.map((answer) => answer[figure]));
  const [fast, slow] = [of(opened, 'firstTokenMs'), of(read, 'firstTokenMs')];
  return [
    `conversation          ${saved.promptTokens} tokens, ${saved.messages} messages, ${(saved.bytes / 1e6).toFixed(2)} MB on disk`,
    `fork                  ${milliseconds(spread(saved.forkMs))}`,
    `save                  ${milliseconds(spread(saved.saveMs))}`,
    `opened: first token   ${milliseconds(fast)}, ${readTokens} of ${promptTokens} tokens read`,
    `  of it to open       ${milliseconds(of(opened, 'openMs'))}`,
    `read: first token     ${milliseconds(slow)}, ${read[0]!.readTokens} tokens read, ${same ? 'the same' : 'another'} answer`,
    `opened / read         ${(fast.median / slow.median).toFixed(3)} ×`,
  ];
}

function milliseconds({ median, min, max }: Spread): string {
  return `${median.toFixed(1)} ms [${min.toFixed(1)}–${max.toFixed(1)}]`;
}
