// Divides a stream of token ids into the parts of an answer: thinking, text and tool calls, up to a stop token or stop string.

import type { ToolDefinition } from '../contract/messages.ts';
import { AnswerText } from './answer-text.ts';
import { CallBlock } from './call-block.ts';
import { CallDeltas } from './call-deltas.ts';
import { type CallSyntax, isOnNewLine, jsonLines, readBlock, tagsOf } from './call-syntax.ts';
import { firstToEnd, partialDelimiterLength } from './delimiters.ts';
import { InvokeDeltas } from './invoke-deltas.ts';
import type { Cut, SegmentedPart, SegmenterOptions } from './segments.ts';
import { type Tag, THINK_CLOSE, THINK_OPEN } from './tags.ts';
import type { Tokenizer } from './tokenizer.ts';

/** The kind of text at the reading position. A draft is a block of calls in thinking, which may turn out to be meant. */
type State = 'start' | 'thinking' | 'text' | 'calls' | 'draft';
/** Whether the model finished its answer or was cut off. */
type Ending = 'done' | 'cut-off';

const QUOTES = '`"\'“‘';

export class Segmenter {
  readonly #text: AnswerText;
  readonly #tagsInText: SegmenterOptions['tagsInText'];
  readonly #syntax: CallSyntax;
  readonly #tools: readonly ToolDefinition[];
  /** The tags that open blocks of calls. */
  readonly #blockTags: readonly Tag[];
  readonly #stopTokens: ReadonlySet<number>;
  readonly #stop: readonly string[];
  #state: State;
  /** How many newlines to drop before the next text, because the chat template writes them. */
  #newlines: number;
  /** Whether the answer so far is text without tags, so that a `</think>` would turn it into thinking. */
  #plain: boolean;
  /** Whether the text has begun, other than with blanks. */
  #begun: boolean;
  /** The last character of the parts returned so far. */
  #last = '';
  /** The block of calls that is read, and the kind of text around it. */
  #block: { open: Tag; reader: CallBlock; around: 'thinking' | 'text' } | undefined;
  readonly #deltas: CallDeltas | InvokeDeltas;
  /** Whether calls in thinking are meant, because the thinking was never closed. */
  #callsInThinking = false;
  readonly #malformed: string[] = [];
  #cut: Cut | undefined;

  constructor(tokenizer: Tokenizer, options: SegmenterOptions = {}) {
    const { stopTokens = [], stop = [], insideThinking = false, continues = false } = options;
    const { callSyntax = jsonLines, tools = [], tagsInText = 'anywhere' } = options;
    this.#tagsInText = tagsInText;
    this.#syntax = callSyntax;
    this.#tools = tools;
    const { callTag } = callSyntax;
    this.#deltas = callTag ? new InvokeDeltas(tools, callTag) : new CallDeltas();
    this.#blockTags = [...callSyntax.blocks.keys()];
    this.#text = new AnswerText(tokenizer, [THINK_OPEN, THINK_CLOSE, ...tagsOf(callSyntax)]);
    this.#stopTokens = new Set(stopTokens);
    this.#stop = stop.filter((string) => string !== '');
    this.#state = insideThinking ? 'thinking' : continues ? 'text' : 'start';
    this.#newlines = insideThinking && !continues ? 1 : 0;
    this.#plain = !insideThinking && !continues;
    this.#begun = continues && !insideThinking;
  }

  /** Returns the parts that this token completes; none once `cut` is set. */
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

  /** Returns the text held back, after the last token. Omits an incomplete character, and calls in thinking that was cut off. */
  finish(ending: Ending = 'done'): SegmentedPart[] {
    const parts: SegmentedPart[] = [];
    if (this.#cut !== undefined) return parts;
    this.#read(parts, ending);
    this.#state = 'text';
    return parts;
  }

  /** Why the answer ended; undefined while it may continue. */
  get cut(): Cut | undefined {
    return this.#cut;
  }

  /** Tool calls that could not be read. They are also part of the text. */
  get malformedToolCalls(): readonly string[] {
    return this.#malformed;
  }

  /** Moves text to `parts` as far as its kind is decided; at the end, all of it. */
  #read(parts: SegmentedPart[], ending?: Ending): void {
    for (;;) {
      while (this.#newlines > 0 && this.#text.text.startsWith('\n')) {
        this.#text.take(1);
        this.#newlines--;
      }
      if (this.#text.text === '' && this.#state !== 'calls') return;
      this.#newlines = 0;
      if (!this.#step(parts, ending)) return;
    }
  }

  /** Reads up to the next change of state; returns false when there is none yet. */
  #step(parts: SegmentedPart[], ending: Ending | undefined): boolean {
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
   * Decides how the answer begins; returns false while that is undecided. A spelled `<think>` counts only here, because after
   * other text it is part of the answer. Drops blanks before a tag.
   */
  #leaveStart(parts: SegmentedPart[], ending: Ending | undefined): boolean {
    const text = this.#text.text.trimStart();
    const blanks = this.#text.text.length - text.length;
    for (const tag of this.#tagsAtStart()) {
      if (this.#stop.includes(tag)) continue;
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
    const stop = this.#state === 'text' ? this.#stop : [];
    // A tag that is a stop string is text.
    const tags = this.#activeTags().filter((tag) => !stop.includes(tag));
    const tokens = tags.flatMap((tag) => (this.#text.isSpelled(tag) ? [] : (this.#text.find(tag) ?? [])));
    const token = tokens.sort((a, b) => a.start - b.start)[0];
    const spelled = tags.filter((tag) => this.#text.isSpelled(tag));
    const match = firstToEnd(this.#text.text.slice(0, token?.start), [...stop, ...spelled]);
    const start = match?.start ?? token?.start;
    if (start === undefined) {
      const closing = tags.filter((tag) => this.#isOnNewLine(tag)).map((tag) => `\n${tag}`);
      const held = ending ? 0 : partialDelimiterLength(this.#text.text, [...stop, ...spelled, ...closing]);
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
    this.#give(this.#isOnNewLine(tag) ? before.replace(/\n$/, '') : before, parts);
    return this.#readTag(tag, previous, ending, parts);
  }

  #isOnNewLine(tag: Tag): boolean {
    return isOnNewLine(this.#syntax, tag, this.#state === 'thinking');
  }

  /** The tags with a meaning in the current state. Other tags are plain text. */
  #activeTags(): Tag[] {
    if (this.#tagsInText !== 'anywhere')
      return this.#state === 'thinking' ? [THINK_CLOSE] : this.#firstTags();
    if (this.#state === 'thinking') return [THINK_CLOSE, ...this.#blockTags];
    if (this.#plain) return [THINK_OPEN, THINK_CLOSE, ...this.#blockTags];
    return this.#text.isSpelled(THINK_OPEN) ? [...this.#blockTags] : [THINK_OPEN, ...this.#blockTags];
  }

  #tagsAtStart(): Tag[] {
    if (this.#tagsInText === 'anywhere') return [THINK_OPEN, THINK_CLOSE, ...this.#blockTags];
    return [THINK_OPEN, ...this.#firstTags()];
  }

  /** The tags with which a text begins, as far as it is known, that has them only there. */
  #firstTags(): Tag[] {
    if (this.#tagsInText === 'nowhere' || this.#begun) return [];
    const text = this.#text.text.trimStart();
    const isFirst = (tag: Tag) => !this.#text.isSpelled(tag) || text.startsWith(tag) || tag.startsWith(text);
    return this.#blockTags.filter(isFirst);
  }

  /** Reads the tag at the start of the text, after the character `previous`; returns false while its role is undecided. */
  #readTag(tag: Tag, previous: string, ending: Ending | undefined, parts: SegmentedPart[]): boolean {
    const isMentioned = this.#isMentioned(tag, previous, ending);
    if (isMentioned === undefined) return false;
    if (isMentioned) {
      this.#plain = false;
      this.#give(this.#text.take(tag.length), parts);
    } else if (this.#state === 'thinking' && !this.#callsInThinking && this.#syntax.blocks.has(tag)) {
      // The block stays in the text, because it is read again if it is meant.
      this.#block = { open: tag, reader: new CallBlock(THINK_CLOSE), around: 'thinking' };
      this.#state = 'draft';
    } else {
      this.#enter(tag, parts);
    }
    return true;
  }

  /** Whether the answer merely mentions a tag; undefined while that is undecided. */
  #isMentioned(tag: Tag, previous: string, ending: Ending | undefined): boolean | undefined {
    if (this.#state !== 'text') return false;
    if (tag === THINK_CLOSE) return previous !== '' && QUOTES.includes(previous);
    if (tag !== THINK_OPEN) return false;
    const next = this.#text.text[tag.length];
    // Within an answer, thinking begins with an added token and a new line.
    if (this.#text.isSpelled(tag)) return true;
    return next === undefined && ending === undefined ? undefined : next !== '\n';
  }

  #enter(tag: Tag, parts: SegmentedPart[]): void {
    this.#text.take(tag.length);
    const around = this.#state === 'thinking' ? 'thinking' : 'text';
    const { blocks, callTag } = this.#syntax;
    if (blocks.has(tag)) {
      this.#block = { open: tag, reader: new CallBlock(blocks.get(tag), !callTag), around };
      this.#deltas.beginBlock();
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
    const isWhole = end !== undefined || ending !== undefined;
    parts.push(...this.#deltas.read(this.#text.text.slice(0, end?.start), isWhole));
    if (!isWhole) return false;
    const body = this.#text.take(end?.start ?? this.#text.text.length);
    const close = this.#text.take(end ? end.end - end.start : 0);
    this.#state = around;
    const pieces = readBlock(this.#syntax, open, body, close, this.#tools);
    parts.push(...this.#deltas.retract(pieces));
    for (const piece of pieces) {
      if (piece.type === 'call') {
        parts.push(...this.#deltas.complete(piece));
        continue;
      }
      if (piece.malformed) this.#malformed.push(piece.text.trim());
      this.#give(piece.text, parts);
    }
    return true;
  }

  /** Reads a block of calls in thinking. It is part of the thinking, unless the model ends its answer without closing that. */
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
    this.#begun ||= type === 'text' && text.trim() !== '';
    const last = parts.at(-1);
    if (last?.type === type) last.text += text;
    else parts.push({ type, text });
  }
}
