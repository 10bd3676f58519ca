// A stream of token ids to the parts of an answer: thinking, text and tool calls, cut at stop tokens and stop strings.

import type { AnswerPart } from '../contract/generate.ts';
import type { GivenToolCall } from '../contract/messages.ts';
import { AnswerText } from './answer-text.ts';
import { CallBlock } from './call-block.ts';
import { firstToEnd, heldBack } from './delimiters.ts';
import { blockTags, closingTags, type Tag, THINK_CLOSE, THINK_OPEN } from './tags.ts';
import type { Tokenizer } from './tokenizer.ts';
import { readToolCalls } from './tool-calls.ts';

/** A piece of an answer whose calls have no ids yet, save those that the model gave. */
export type SegmentedPart =
  | Exclude<AnswerPart, { type: 'tool-call' }>
  | ({ type: 'tool-call' } & GivenToolCall);

/** Why the answer ended where it did, when the segmenter ended it. */
export type Cut =
  | { reason: 'stop-token'; token: number }
  | {
      reason: 'stop-string';
      stop: string;
      /** How many of the pushed tokens lie wholly before the stop string. */
      keptTokens: number;
      /** Text before the stop string that only a token reaching into it spells. */
      remainder: string;
    };

export interface SegmenterOptions {
  /** Ids that end the answer. */
  stopTokens?: Iterable<number>;
  /** Strings that end the answer's text (never the thinking) and are not part of it. */
  stop?: readonly string[];
  /** Whether the prompt already opened the thinking. Default false. */
  insideThinking?: boolean;
  /** Whether the prompt already has some of the thinking, or of the text, that the answer continues. Default false. */
  continues?: boolean;
}

/** What the text at the reading position is; a draft is a block of calls in thinking, which may be meant. */
type State = 'start' | 'thinking' | 'text' | 'calls' | 'draft';
/** How an answer ended: the model was done, or was cut off. */
type Ending = 'done' | 'cut-off';

const QUOTES = '`"\'“‘';

export class Segmenter {
  readonly #text: AnswerText;
  readonly #stopTokens: ReadonlySet<number>;
  readonly #stop: readonly string[];
  #state: State;
  /** How many newlines to swallow before the next text, as the chat template writes them. */
  #newlines: number;
  /** Whether all so far is text that names no tag, so that a `</think>` would make it thinking. */
  #plain: boolean;
  /** The last character given out. */
  #last = '';
  /** The block of calls that is being read, and what is around it. */
  #block: { open: Tag; reader: CallBlock; around: 'thinking' | 'text' } | undefined;
  /** Whether calls in thinking are meant, because it was never closed. */
  #callsInThinking = false;
  readonly #malformed: string[] = [];
  #cut: Cut | undefined;

  constructor(
    tokenizer: Tokenizer,
    { stopTokens = [], stop = [], insideThinking = false, continues = false }: SegmenterOptions = {},
  ) {
    this.#text = new AnswerText(tokenizer);
    this.#stopTokens = new Set(stopTokens);
    this.#stop = stop.filter((string) => string !== '');
    this.#state = insideThinking ? 'thinking' : continues ? 'text' : 'start';
    this.#newlines = insideThinking && !continues ? 1 : 0;
    this.#plain = !insideThinking && !continues;
  }

  /** The parts this token completes. Nothing more comes once `cut` is set. */
  push(id: number): SegmentedPart[] {
    if (this.#cut !== undefined) return [];
    if (this.#stopTokens.has(id)) {
      const parts = this.finish();
      this.#cut ??= { reason: 'stop-token', token: id };
      return parts;
    }
    const parts: SegmentedPart[] = [];
    this.#text.push(id, this.#state === 'calls' || this.#state === 'draft');
    this.#read(parts);
    this.#text.keepTaken();
    return parts;
  }

  /** What was held back, when no more tokens come. Half a character is left out; so are calls in thinking that was cut off. */
  finish(ending: Ending = 'done'): SegmentedPart[] {
    const parts: SegmentedPart[] = [];
    if (this.#cut !== undefined) return parts;
    this.#read(parts, ending);
    this.#state = 'text';
    return parts;
  }

  /** How the answer ended; undefined while it may go on. */
  get cut(): Cut | undefined {
    return this.#cut;
  }

  /** What was meant as tool calls and cannot be read as such; the text has it, too. */
  get malformedToolCalls(): readonly string[] {
    return this.#malformed;
  }

  /** Moves text to the parts as far as it is certain what it is; at the end all of it. */
  #read(parts: SegmentedPart[], ending?: Ending): void {
    for (;;) {
      while (this.#newlines > 0 && this.#text.text.startsWith('\n')) {
        this.#text.take(1);
        this.#newlines--;
      }
      if (this.#text.text === '' && this.#state !== 'calls') return;
      this.#newlines = 0;
      if (!this.#readOn(parts, ending)) return;
    }
  }

  /** Reads up to the next change of state; false when there is none yet. */
  #readOn(parts: SegmentedPart[], ending: Ending | undefined): boolean {
    switch (this.#state) {
      case 'start':
        return this.#leaveStart(parts, ending);
      case 'calls':
        return this.#readCalls(parts, ending);
      case 'draft':
        return this.#readDraft(parts, ending);
      default:
        return this.#readText(parts, ending);
    }
  }

  /**
   * Decides how the answer begins; false while that is open. A spelled `<think>` counts only here, before any text:
   * later it is a word of the answer. Blanks before a tag are dropped.
   */
  #leaveStart(parts: SegmentedPart[], ending: Ending | undefined): boolean {
    const text = this.#text.text.trimStart();
    const blanks = this.#text.text.length - text.length;
    for (const tag of [THINK_OPEN, THINK_CLOSE, ...blockTags] as Tag[]) {
      const found = this.#text.find(tag);
      if (found?.start === blanks) {
        this.#text.take(blanks);
        this.#enter(tag, parts);
        return true;
      }
      if (this.#text.isSpelled(tag) && tag.startsWith(text) && ending === undefined) return false;
    }
    if (text === '' && ending === undefined) return false;
    this.#state = 'text';
    return true;
  }

  #readText(parts: SegmentedPart[], ending: Ending | undefined): boolean {
    const tags = this.#tagsThatCount();
    const tokens = tags.flatMap((tag) => (this.#text.isSpelled(tag) ? [] : (this.#text.find(tag) ?? [])));
    const token = tokens.sort((a, b) => a.start - b.start)[0];
    const spelled = tags.filter((tag) => this.#text.isSpelled(tag));
    const stop = this.#state === 'text' ? this.#stop : [];
    const match = firstToEnd(this.#text.text.slice(0, token?.start), [...stop, ...spelled]);
    const start = match?.start ?? token?.start;
    if (start === undefined) {
      const closing = tags.includes(THINK_CLOSE) ? [`\n${THINK_CLOSE}`] : [];
      const held = ending ? 0 : heldBack(this.#text.text, [...stop, ...spelled, ...closing]);
      this.#give(this.#text.take(this.#text.text.length - held), parts);
      return false;
    }
    const before = this.#text.take(start);
    const previous = before.at(-1) ?? this.#last;
    if (match && stop.includes(match.delimiter)) {
      this.#give(before, parts);
      this.#cut = { reason: 'stop-string', stop: match.delimiter, ...this.#text.cut() };
      return false;
    }
    const tag = (match?.delimiter ?? this.#text.text.slice(0, token!.end - start)) as Tag;
    this.#give(tag === THINK_CLOSE ? before.replace(/\n$/, '') : before, parts);
    return this.#readTag(tag, previous, ending, parts);
  }

  /** The tags that mean something here. Elsewhere a tag is plain text. */
  #tagsThatCount(): Tag[] {
    if (this.#state === 'thinking') return [THINK_CLOSE, ...blockTags];
    if (this.#plain) return [THINK_OPEN, THINK_CLOSE, ...blockTags];
    return this.#text.isSpelled(THINK_OPEN) ? [...blockTags] : [THINK_OPEN, ...blockTags];
  }

  /** Reads the tag that the text begins with, after this character; false while it is open what it is. */
  #readTag(tag: Tag, previous: string, ending: Ending | undefined, parts: SegmentedPart[]): boolean {
    const isMentioned = this.#isMentioned(tag, previous, ending);
    if (isMentioned === undefined) return false;
    if (isMentioned) {
      this.#plain = false;
      this.#give(this.#text.take(tag.length), parts);
    } else if (this.#state === 'thinking' && !this.#callsInThinking && closingTags.has(tag)) {
      // It stays in the text, to be read again should it be meant.
      this.#block = { open: tag, reader: new CallBlock(THINK_CLOSE), around: 'thinking' };
      this.#state = 'draft';
    } else {
      this.#enter(tag, parts);
    }
    return true;
  }

  /** Whether the answer speaks of a tag rather than thinks; undefined while that is open. */
  #isMentioned(tag: Tag, previous: string, ending: Ending | undefined): boolean | undefined {
    if (this.#state !== 'text') return false;
    if (tag === THINK_CLOSE) return previous !== '' && QUOTES.includes(previous);
    if (tag !== THINK_OPEN) return false;
    const next = this.#text.text[tag.length];
    // Thinking in the middle of an answer begins with a token and a new line.
    if (this.#text.isSpelled(tag)) return true;
    return next === undefined && ending === undefined ? undefined : next !== '\n';
  }

  #enter(tag: Tag, parts: SegmentedPart[]): void {
    this.#text.take(tag.length);
    const around = this.#state === 'thinking' ? 'thinking' : 'text';
    const close = closingTags.get(tag);
    if (close !== undefined) {
      this.#block = { open: tag, reader: new CallBlock(close), around };
      this.#state = 'calls';
    } else {
      if (tag === THINK_CLOSE && around === 'text' && this.#last !== '') {
        parts.push({ type: 'text-was-thinking' });
      }
      this.#newlines = tag === THINK_OPEN ? 1 : 2;
      this.#state = tag === THINK_OPEN ? 'thinking' : 'text';
    }
    this.#plain = false;
  }

  #readCalls(parts: SegmentedPart[], ending: Ending | undefined): boolean {
    const { open, reader, around } = this.#block!;
    const end = reader.end(this.#text.text, (tag, from) => this.#text.find(tag, from), ending !== undefined);
    if (end === undefined && ending === undefined) return false;
    const body = this.#text.take(end?.start ?? this.#text.text.length);
    const close = this.#text.take(end ? end.end - end.start : 0);
    this.#state = around;
    for (const piece of readToolCalls(open, body, close)) {
      if (piece.type === 'call') {
        parts.push({ type: 'tool-call', ...piece.call });
        continue;
      }
      if (piece.malformed) this.#malformed.push(piece.text.trim());
      this.#give(piece.text, parts);
    }
    return true;
  }

  /** A block in thinking is a part of it, unless the model ends its answer without closing the thinking. */
  #readDraft(parts: SegmentedPart[], ending: Ending | undefined): boolean {
    const { open, reader } = this.#block!;
    const find = (tag: Tag, from: number) => {
      const found = this.#text.find(tag, from + open.length);
      return found && { start: found.start - open.length, end: found.end - open.length };
    };
    const end = reader.end(this.#text.text.slice(open.length), find, ending !== undefined);
    if (end === undefined && ending === undefined) return false;
    this.#state = 'thinking';
    if (end !== undefined) {
      this.#give(this.#text.take(open.length + end.start).replace(/\n$/, ''), parts);
      this.#enter(THINK_CLOSE, parts);
    } else if (ending === 'cut-off') {
      this.#give(this.#text.take(this.#text.text.length), parts);
    } else {
      this.#callsInThinking = true;
    }
    return true;
  }

  #give(text: string, parts: SegmentedPart[]): void {
    if (text === '') return;
    this.#last = text.at(-1)!;
    const type = this.#state === 'thinking' ? 'thinking' : 'text';
    const last = parts.at(-1);
    if (last?.type === type) last.text += text;
    else parts.push({ type, text });
  }
}
