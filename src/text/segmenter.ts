// A stream of token ids to the parts of an answer: thinking, text and tool calls, cut at stop tokens and stop strings.

import { firstToEnd, heldBack } from './delimiters.ts';
import { Detokenizer } from './detokenizer.ts';
import type { ParsedToolCall, ToolCall } from './messages.ts';
import { THINK_CLOSE, THINK_OPEN, TOOL_CALLS_CLOSE, TOOL_CALLS_OPEN } from './tags.ts';
import { TokenEnds } from './token-ends.ts';
import type { Tokenizer } from './tokenizer.ts';
import { parseToolCalls } from './tool-calls.ts';

/** A piece of an answer, in the order the model wrote it. Texts of the same type belong together. */
export type AnswerPart =
  | { type: 'thinking'; text: string }
  | { type: 'text'; text: string }
  | ({ type: 'tool-call' } & ToolCall);

/** A piece of an answer whose calls have no ids yet. */
export type SegmentedPart =
  | Exclude<AnswerPart, { type: 'tool-call' }>
  | ({ type: 'tool-call' } & ParsedToolCall);

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
}

type Tag = typeof THINK_OPEN | typeof THINK_CLOSE | typeof TOOL_CALLS_OPEN | typeof TOOL_CALLS_CLOSE;
type State = 'start' | 'thinking' | 'text' | 'tool-calls';

/** Where a tag leads. Elsewhere a tag is no tag: a special token to skip, or plain text. */
const transitions: Record<State, Partial<Record<Tag, State>>> = {
  start: { [THINK_OPEN]: 'thinking', [TOOL_CALLS_OPEN]: 'tool-calls' },
  thinking: { [THINK_CLOSE]: 'text' },
  text: { [THINK_OPEN]: 'thinking', [TOOL_CALLS_OPEN]: 'tool-calls' },
  'tool-calls': { [TOOL_CALLS_CLOSE]: 'text' },
};

export class Segmenter {
  readonly #detokenizer: Detokenizer;
  readonly #stopTokens: ReadonlySet<number>;
  readonly #stop: readonly string[];
  /** Tags that are one added token. The others are spelled, and found in the text. */
  readonly #tagOfToken: Map<number, Tag> = new Map();
  readonly #delimiters: Record<State, string[]>;
  readonly #tokenEnds: TokenEnds = new TokenEnds();
  #state: State;
  /** Text that is decoded, but may be the beginning of a delimiter; it starts at `#offset` of the whole text. */
  #buffer = '';
  #offset = 0;
  /** How many newlines to swallow before the next text, as the chat template writes them. */
  #newlines: number;
  #toolCalls = '';
  #cut: Cut | undefined;

  constructor(
    tokenizer: Tokenizer,
    { stopTokens = [], stop = [], insideThinking = false }: SegmenterOptions = {},
  ) {
    this.#detokenizer = new Detokenizer(tokenizer);
    this.#stopTokens = new Set(stopTokens);
    this.#stop = stop.filter((string) => string !== '');
    const spelled = (tag: Tag): Tag[] => {
      const id = tokenizer.idOf(tag);
      if (id === undefined || !tokenizer.addedTokens.has(id)) return [tag];
      this.#tagOfToken.set(id, tag);
      return [];
    };
    this.#delimiters = {
      start: spelled(THINK_OPEN),
      thinking: spelled(THINK_CLOSE).flatMap((tag) => [`\n${tag}`, tag]),
      text: [...this.#stop, ...spelled(TOOL_CALLS_OPEN)],
      'tool-calls': spelled(TOOL_CALLS_CLOSE),
    };
    this.#state = insideThinking ? 'thinking' : 'start';
    this.#newlines = insideThinking ? 1 : 0;
  }

  /** The parts this token completes. Nothing more comes once `cut` is set. */
  push(id: number): SegmentedPart[] {
    const parts: SegmentedPart[] = [];
    if (this.#cut !== undefined) return parts;
    if (this.#stopTokens.has(id)) {
      parts.push(...this.finish());
      this.#cut ??= { reason: 'stop-token', token: id };
      return parts;
    }
    const tag = this.#tagOfToken.get(id);
    const text = tag === undefined ? this.#detokenizer.push(id) : this.#detokenizer.flush();
    this.#buffer += text;
    this.#tokenEnds.push(text, this.#detokenizer.midCharacter);
    this.#read(parts, false);
    if (tag !== undefined && this.#cut === undefined) this.#readTagToken(tag, parts);
    this.#tokenEnds.keep(this.#offset);
    return parts;
  }

  /** What was held back, when no more tokens come. */
  finish(): SegmentedPart[] {
    const parts: SegmentedPart[] = [];
    if (this.#cut !== undefined) return parts;
    this.#buffer += this.#detokenizer.flush();
    this.#read(parts, true);
    if (this.#state === 'tool-calls') this.#closeToolCalls('', parts);
    this.#state = 'text';
    return parts;
  }

  /** How the answer ended; undefined while it may go on. */
  get cut(): Cut | undefined {
    return this.#cut;
  }

  /** Moves text from the buffer to the parts, as far as it is certain what it is; at the end all of it. */
  #read(parts: SegmentedPart[], atEnd: boolean): void {
    for (;;) {
      if (this.#state === 'start' && !this.#leaveStart(parts, atEnd)) return;
      while (this.#newlines > 0 && this.#buffer.startsWith('\n')) {
        this.#take(1);
        this.#newlines--;
      }
      if (this.#buffer === '') return;
      this.#newlines = 0;

      const match = firstToEnd(this.#buffer, this.#delimiters[this.#state]);
      if (match === undefined) {
        const held = atEnd ? 0 : this.#heldBack();
        this.#give(this.#take(this.#buffer.length - held), parts);
        return;
      }
      this.#give(this.#take(match.start), parts);
      if (this.#state === 'text' && this.#stop.includes(match.delimiter)) {
        const { delimiter: stop } = match;
        this.#cut = { reason: 'stop-string', stop, ...this.#tokenEnds.cut(this.#offset) };
        this.#buffer = '';
        return;
      }
      this.#take(match.delimiter.length);
      this.#enter(match.delimiter.trimStart() as Tag, parts);
    }
  }

  /**
   * Decides how the answer begins; false while that is open. A spelled `<think>` counts only here, before any text:
   * later it is a word of the answer.
   */
  #leaveStart(parts: SegmentedPart[], atEnd: boolean): boolean {
    const text = this.#buffer.trimStart();
    for (const tag of this.#delimiters.start) {
      if (text.startsWith(tag)) {
        this.#take(this.#buffer.length - text.length + tag.length);
        this.#enter(THINK_OPEN, parts);
        return true;
      }
      if (tag.startsWith(text) && !atEnd) return false;
    }
    if (text === '' && !atEnd) return false;
    this.#state = 'text';
    return true;
  }

  #heldBack(): number {
    // The newline before </think> belongs to the tag, also where the tag is a token.
    if (this.#state === 'thinking') return heldBack(this.#buffer, [`\n${THINK_CLOSE}`, THINK_CLOSE]);
    return heldBack(this.#buffer, this.#delimiters[this.#state]);
  }

  #readTagToken(tag: Tag, parts: SegmentedPart[]): void {
    if (transitions[this.#state][tag] === undefined) return;
    // What is held is no delimiter after all, save the newline before </think> and blanks before the first tag.
    const text = this.#take(this.#buffer.length);
    if (this.#state !== 'start') this.#give(tag === THINK_CLOSE ? text.replace(/\n$/, '') : text, parts);
    this.#enter(tag, parts);
  }

  #enter(tag: Tag, parts: SegmentedPart[]): void {
    if (tag === TOOL_CALLS_CLOSE) this.#closeToolCalls(tag, parts);
    this.#newlines = tag === THINK_OPEN ? 1 : tag === THINK_CLOSE ? 2 : 0;
    this.#state = transitions[this.#state][tag]!;
  }

  #closeToolCalls(closingTag: string, parts: SegmentedPart[]): void {
    const calls = parseToolCalls(this.#toolCalls);
    if (calls === undefined) addText('text', TOOL_CALLS_OPEN + this.#toolCalls + closingTag, parts);
    else parts.push(...calls.map((call) => ({ type: 'tool-call', ...call }) as const));
    this.#toolCalls = '';
  }

  #take(length: number): string {
    const text = this.#buffer.slice(0, length);
    this.#buffer = this.#buffer.slice(length);
    this.#offset += length;
    return text;
  }

  #give(text: string, parts: SegmentedPart[]): void {
    if (this.#state === 'tool-calls') this.#toolCalls += text;
    else addText(this.#state === 'thinking' ? 'thinking' : 'text', text, parts);
  }
}

function addText(type: 'thinking' | 'text', text: string, parts: SegmentedPart[]): void {
  const last = parts.at(-1);
  if (text === '') return;
  if (last?.type === type) last.text += text;
  else parts.push({ type, text });
}
