// A session of the Prompt API: prompts and answers one after another, on a session of the library.

import { abortable } from '../../async.ts';
import type { ChatModel } from '../../contract/chat-model.ts';
import type { GenerateOptions } from '../../contract/generate.ts';
import type { Message, ToolCall } from '../../contract/messages.ts';
import type { Session, SessionOptions } from '../../contract/session.ts';
import { domError } from './dom-error.ts';
import { formatOf, type PromptInput, type PromptTool, readInput, readTools } from './prompt-input.ts';

/** What the Prompt API needs of a model: sessions, as a model in a worker has them. */
export interface ModelWithSessions extends Pick<ChatModel, 'countTokens'> {
  /** Maximum number of tokens in a prompt and its answer together. */
  readonly contextLength: number;
  /** Creates a session of the library. */
  createSession(options?: SessionOptions): Session;
}

/** How to answer a prompt. */
export interface PromptOptions {
  /**
   * A JSON schema that the answer obeys, or a RegExp that matches the whole of it. Rejects with a `NotSupportedError` for what the
   * library's `responseFormat` does not support.
   */
  responseConstraint?: Record<string, unknown> | RegExp;
  /** Has no effect: a constraint is never added to the prompt. */
  omitResponseConstraintInput?: boolean;
  /** Stops the answer. */
  signal?: AbortSignal;
}

export interface SessionParts {
  model: ModelWithSessions;
  session: Session;
  tools: readonly PromptTool[];
  /** Messages that the session will get with the next prompt. */
  pending: readonly Message[];
  /** Indices of the session's messages that the last prompt had no room for. Default: none. */
  dropped?: ReadonlySet<number>;
}

/** More of the answer, or how many characters at its end turned out to be thinking. */
type Piece = string | number;

/** A model that always calls a tool is not asked for ever. */
const maxRounds = 8;

/** A conversation: prompts are answered one after another. */
export class LanguageModelSession extends EventTarget {
  readonly #parts: SessionParts;
  #pending: Message[];
  #dropped: ReadonlySet<number>;
  #contextUsage = 0;
  readonly #end = new AbortController();
  /** Resolves when every prompt so far has been answered. */
  #idle: Promise<void> = Promise.resolve();
  #handler: ((event: Event) => unknown) | null = null;

  /** @internal */
  constructor(parts: SessionParts) {
    super();
    this.#parts = parts;
    this.#pending = [...parts.pending];
    this.#dropped = parts.dropped ?? new Set();
    this.addEventListener('contextoverflow', (event) => this.#handler?.call(this, event));
  }

  /** @internal An abort of the signal destroys the session, also later. */
  static async open(parts: SessionParts, signal: AbortSignal | undefined): Promise<LanguageModelSession> {
    const opened = new this(parts);
    try {
      await opened.#guard(() => opened.#measure());
      signal?.throwIfAborted();
    } catch (error) {
      opened.destroy();
      throw error;
    }
    // The session may end long before the signal.
    signal?.addEventListener('abort', () => opened.#destroy(signal.reason), { signal: opened.#end.signal });
    return opened;
  }

  /** Tokens of the conversation so far. */
  get contextUsage(): number {
    return this.#contextUsage;
  }

  /** Tokens that prompts and answers have together. */
  get contextWindow(): number {
    return this.#parts.model.contextLength;
  }

  /** Called when turns are left out, because the context is full. */
  get oncontextoverflow(): ((event: Event) => unknown) | null {
    return this.#handler;
  }

  /** Sets or removes the handler. */
  set oncontextoverflow(handler: ((event: Event) => unknown) | null) {
    this.#handler = typeof handler === 'function' ? handler : null;
  }

  /** The answer's text. */
  async prompt(input: PromptInput, options: PromptOptions = {}): Promise<string> {
    let text = '';
    for await (const piece of this.#answer(input, options)) {
      text = typeof piece === 'string' ? text + piece : text.slice(0, text.length - piece);
    }
    return text;
  }

  /** The answer's text in pieces. */
  promptStreaming(input: PromptInput, options: PromptOptions = {}): ReadableStream<string> {
    const left = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, left.signal]) : left.signal;
    const pieces = this.#answer(input, { ...options, signal });
    return new ReadableStream({
      // Not as the reader asks, because a stream that nobody reads would hold the next prompt up.
      start: (controller) => {
        const read = async (): Promise<void> => {
          // What was sent cannot be taken back.
          for await (const piece of pieces) if (typeof piece === 'string') controller.enqueue(piece);
          controller.close();
        };
        read().catch((error: unknown) => {
          if (!left.signal.aborted) controller.error(error);
        });
      },
      cancel: (reason) => left.abort(reason),
    });
  }

  /** Adds messages without an answer; they are read with the next prompt. */
  append(input: PromptInput, { signal }: { signal?: AbortSignal } = {}): Promise<undefined> {
    return this.#inTurn(async () => {
      const added = readInput(input, { maySystem: false, mayPrefix: false });
      this.#contextUsage = await this.#count([...this.#messages(), ...added]);
      this.#pending.push(...added);
      return undefined;
    }, signal);
  }

  /** How many tokens a prompt would add. */
  async measureContextUsage(input: PromptInput, { signal }: PromptOptions = {}): Promise<number> {
    return this.#guard(async () => {
      signal?.throwIfAborted();
      const added = readInput(input, { maySystem: false, mayPrefix: true });
      const now = this.#messages();
      const [before, after] = await Promise.all([this.#count(now), this.#count([...now, ...added])]);
      return after - before;
    });
  }

  /** Another session with the same conversation. */
  clone({ signal }: { signal?: AbortSignal } = {}): Promise<LanguageModelSession> {
    return this.#inTurn(async () => {
      const session = await this.#parts.session.fork();
      const itsClass = this.constructor as typeof LanguageModelSession;
      const conversation = { pending: this.#pending, dropped: this.#dropped };
      return itsClass.open({ ...this.#parts, session, ...conversation }, signal);
    }, signal);
  }

  /** Stops its answers and frees its state. Later calls reject with an `InvalidStateError`. */
  destroy(): undefined {
    this.#destroy(new DOMException('The session was destroyed.', 'AbortError'));
  }

  /** @param reason - What its answers reject with. */
  #destroy(reason: unknown): void {
    if (this.#end.signal.aborted) return;
    this.#end.abort(reason);
    void this.#parts.session.dispose();
  }

  async *#answer(
    input: PromptInput,
    { signal, responseConstraint }: PromptOptions,
  ): AsyncGenerator<Piece, void, undefined> {
    this.#checkAlive();
    const messages = readInput(input, { maySystem: false, mayPrefix: true });
    let end = (): void => {};
    const before = this.#idle;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#waitFor(ended);
    try {
      const stop = AbortSignal.any([this.#end.signal, ...(signal ? [signal] : [])]);
      await abortable(before, stop);
      yield* this.#rounds(messages, {
        signal: stop,
        ...(responseConstraint !== undefined && { responseFormat: formatOf(responseConstraint) }),
      });
    } catch (error) {
      throw domError(error, this.contextWindow);
    } finally {
      end();
    }
  }

  /** Answers, and runs the tools that the model calls. The conversation stays as it was unless all of it is read. */
  async *#rounds(
    messages: readonly Message[],
    options: GenerateOptions,
  ): AsyncGenerator<Piece, void, undefined> {
    const { session } = this.#parts;
    const length = session.messages.length;
    const [usageBefore, droppedBefore] = [this.#contextUsage, this.#dropped];
    let next: Message[] = [...this.#pending, ...messages];
    let isAnswered = false;
    try {
      for (let round = 1; ; round++) {
        const run = session.generate(next, options);
        let characters = 0;
        for await (const part of run) {
          if (part.type === 'text-was-thinking') yield characters;
          if (part.type !== 'text') continue;
          characters += part.text.length;
          yield part.text;
        }
        const { toolCalls, usage, droppedMessages } = await run.result;
        this.#contextUsage = usage.promptTokens + usage.completionTokens;
        const isNew = droppedMessages.some((index) => !this.#dropped.has(index));
        this.#dropped = new Set(droppedMessages);
        if (isNew) this.dispatchEvent(new Event('contextoverflow'));
        if (toolCalls.length === 0 || round === maxRounds) break;
        const results = Promise.all(toolCalls.map((call) => this.#result(call)));
        next = await abortable(results, options.signal ?? undefined);
      }
      this.#pending = [];
      isAnswered = true;
    } finally {
      // Not in a catch, which does not run when the reader leaves at a yield.
      if (!isAnswered) {
        [this.#contextUsage, this.#dropped] = [usageBefore, droppedBefore];
        if (!this.#end.signal.aborted && session.messages.length > length) await session.rewind(length);
      }
    }
  }

  async #result({ id, name, arguments: args }: ToolCall): Promise<Message> {
    const tool = this.#parts.tools.find((one) => one.name === name);
    const content = tool ? await tool.execute(args) : `There is no tool ${name}.`;
    return {
      role: 'tool',
      toolCallId: id,
      name,
      content: typeof content === 'string' ? content : (JSON.stringify(content) ?? 'null'),
    };
  }

  /** Those that the next prompt will have. */
  #messages(): Message[] {
    const kept = this.#parts.session.messages.filter((_, index) => !this.#dropped.has(index));
    return [...kept, ...this.#pending];
  }

  async #measure(): Promise<void> {
    this.#contextUsage = await this.#count(this.#messages());
  }

  async #count(messages: readonly Message[]): Promise<number> {
    if (messages.length === 0) return 0;
    return this.#parts.model.countTokens(messages, { tools: readTools(this.#parts.tools) });
  }

  #checkAlive(): void {
    if (!this.#end.signal.aborted) return;
    throw new DOMException('The session was destroyed.', 'InvalidStateError');
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    this.#checkAlive();
    try {
      return await work();
    } catch (error) {
      throw domError(error, this.contextWindow);
    }
  }

  /** An abort of the signal ends the waiting. */
  #inTurn<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const done = abortable(this.#idle, signal).then(() => this.#guard(work));
    this.#waitFor(done);
    return done;
  }

  /** Makes later calls wait for this one, too. */
  #waitFor(done: Promise<unknown>): void {
    // Without the results, of which each would hold those before.
    this.#idle = Promise.allSettled([this.#idle, done]).then(() => {});
  }
}
