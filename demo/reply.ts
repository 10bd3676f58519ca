// A reply as it comes: shows its answers and the results of tools, and collects its messages, also of one that is stopped.

import type { FinishPart, Message, ToolCall, ToolRunPart, ToolRunResult } from '../src/index.ts';
import type { App } from './app.ts';
import { byId } from './elements.ts';
import { append } from './log.ts';
import { strings } from './strings.ts';
import { AnswerView, formatSpeed, toolResultView } from './turns.ts';

type ReplyPart = ToolRunPart | FinishPart<ToolRunResult>;

export class Reply {
  readonly #app: App;
  /** Whether the model reached a limit before its answer was complete. */
  cut = false;
  /** Calls whose results are missing. */
  readonly calls = new Map<string, ToolCall>();
  #view: AnswerView | undefined;
  /** Whether the view's answer is not complete. */
  #open = false;
  readonly #rounds: Message[] = [];

  /** `continued`: the answer that the reply goes on with, where it does. */
  constructor(app: App, continued?: AnswerView) {
    this.#app = app;
    this.#view = continued;
    this.#open = continued !== undefined;
    continued?.begin();
  }

  /** The last answer, complete or not. */
  get last(): AnswerView {
    return this.#view ?? this.view;
  }

  /** The answer to add to. */
  get view(): AnswerView {
    if (!this.#view || !this.#open) {
      this.#view = new AnswerView();
      this.#view.begin();
      this.#open = true;
    }
    return this.#view;
  }

  /** Shows the parts of a run to its end, or until the signal is aborted. */
  async show(run: AsyncIterable<ReplyPart>, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    void this.view;
    for await (const part of run) {
      // By now, the page may show another conversation.
      signal.throwIfAborted();
      this.#app.emit('part', part);
      this.#add(part);
    }
  }

  /** Ends an answer that is not complete, with a note. */
  end(note: string): void {
    if (this.#open) this.#view?.end(note);
  }

  /** Shows the result of a call. */
  addResult(id: string, name: string, content: string): void {
    append(toolResultView(this.calls.get(id)!, content));
    this.calls.delete(id);
    this.#rounds.push({ role: 'tool', toolCallId: id, name, content });
    // The next answer is awaited.
    if (this.calls.size === 0) void this.view;
  }

  /** The messages so far: complete rounds, and what there is of the last answer, without calls that got no result. */
  messages(): Message[] {
    const missing = this.calls.size;
    const last = this.#rounds.findLastIndex(({ role }) => role === 'assistant');
    const messages = missing > 0 ? this.#rounds.slice(0, last) : [...this.#rounds];
    const { text, thinking } = this.#view && this.#open ? this.#view : { text: '', thinking: '' };
    if (text !== '' || thinking !== '') messages.push({ role: 'assistant', content: text, thinking });
    return messages;
  }

  #add(part: ReplyPart): void {
    if (part.type === 'tool-result') {
      this.addResult(part.id, part.name, part.content);
    } else if (part.type === 'round-finish') {
      const { view } = this;
      view.finish(part);
      this.#open = false;
      this.cut = part.finishReason === 'length';
      const { decodeTokensPerSecond: speed } = part.timings;
      if (speed > 0) byId('speed').textContent = strings.speed(formatSpeed(speed));
      const { text, thinking } = view;
      this.#rounds.push({ role: 'assistant', content: text, thinking, toolCalls: [...this.calls.values()] });
    } else if (part.type === 'tool-call') {
      this.calls.set(part.id, part);
    } else if (part.type === 'text' || part.type === 'thinking' || part.type === 'text-was-thinking') {
      this.view.add(part);
    }
  }
}
