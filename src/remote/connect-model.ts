/**
 * A chat model on a server that has OpenAI's API, behind the same contract as one on this device.
 * @module pocket-m1/remote
 */

import { readGenerateOptions } from '../chat/generate-options.ts';
import type { Capability, ChatModel } from '../contract/chat-model.ts';
import type { AnswerPart, GenerateOptions, GenerationResult } from '../contract/generate.ts';
import type { Message } from '../contract/messages.ts';
import { PocketM1Error, show } from '../errors.ts';
import { Run, startRun } from '../run.ts';
import { checkFields, invalidArgument, optionsObject, refuseOption } from '../text/plain-data.ts';
import { readMessages } from '../text/read-messages.ts';
import { type Asked, RemoteAnswer } from './answer.ts';
import { type ChatRequest, chatRequest, type ServerDialect, withoutThinking } from './chat-request.ts';
import { readEvents } from './events.ts';
import { post, type ServerAddress } from './post.ts';

/** The capabilities of the contract that a server may have. */
export type ServerCapability = 'top-k' | 'min-p' | 'thinking-budget' | 'structured';
const ofServers: readonly ServerCapability[] = ['top-k', 'min-p', 'thinking-budget', 'structured'];

/** Which server, and how to talk to it. null means absent; unknown options are rejected. */
export interface ConnectOptions {
  /** The address before `/chat/completions`; it usually ends with `/v1`. In a page it may be relative. */
  baseURL: string | URL;
  /** The name that the server has for the model. */
  model: string;
  /** Headers of every request, such as `Authorization`. Whoever can read the page can read them. */
  headers?: Readonly<Record<string, string>> | null | undefined;
  /** Maximum number of tokens in a prompt and its answer together, if you know it. Default: unknown. */
  contextLength?: number | null | undefined;
  /**
   * What the server understands beyond OpenAI's own parameters: 'top-k' (also for `repetitionPenalty` and `ignoreEos`) and 'min-p', as
   * vLLM, SGLang, llama.cpp and `pocket-m1 serve` do; 'thinking-budget', as vLLM and `pocket-m1 serve` do; 'structured'
   * (`responseFormat`; a regex only as `pocket-m1 serve` has it). Options of others are refused with 'unsupported'. Default: none.
   */
  capabilities?: Iterable<ServerCapability> | null | undefined;
  /** How often a request is repeated that the server refuses for now, or that does not reach it. Default 2. */
  maxRetries?: number | null | undefined;
  /** How long the server may be silent before a run fails with 'network', in milliseconds; Infinity is for ever. Default 600,000. */
  silenceMs?: number | null | undefined;
  /** Sends the requests. Default: the global `fetch`. */
  fetch?: typeof fetch | null | undefined;
}

const names = [
  'baseURL',
  'model',
  'headers',
  'contextLength',
  'capabilities',
  'maxRetries',
  'silenceMs',
  'fetch',
];

/**
 * Returns a model on a server with OpenAI's API: vLLM, SGLang, llama.cpp's server, DeepSeek, OpenAI, or `pocket-m1 serve`. Nothing
 * is sent before the first question. Throws 'invalid-argument' when an option is not usable.
 *
 * A run fails with a `PocketM1Error`: 'network' (the server cannot be reached, or is silent), 'http-status' (it refuses, also
 * when asked again), 'truncated' (the answer breaks off), 'unexpected-content' (it is no stream of chunks),
 * 'unsupported' (an option that this server may not follow), 'context-exceeded', 'invalid-argument', 'disposed'.
 *
 * A conversation that ends with the assistant's turn is sent as it is: some servers continue that turn, others begin another.
 * The thinking of earlier answers is sent as `reasoning_content` and `reasoning`; to a server that refuses it, it is not sent again.
 * What strings like `<end_of_sentence>` mean in a message is up to the server. `usage` is zero where a server does not say; with
 * `n` above 1, that of the first answer is that of all. The `id` of a token in `logprobs` is -1 where a server does not say.
 *
 * @example
 * const big = connectModel({ baseURL: 'https://example.org/v1', model: 'MiniMaxAI/MiniMax-M1-80k', headers: { Authorization: `Bearer ${key}` } });
 * const { text } = await big.generate('What is 17 + 25?').result;
 */
export function connectModel(options: ConnectOptions): RemoteModel {
  const given = optionsObject(options, 'connectModel');
  checkFields(given, 'connectModel', {
    kind: 'option',
    names,
    otherNames: {
      url: 'baseURL',
      apikey: 'Pass it as a header: Authorization with "Bearer" before the key.',
      timeout: 'silenceMs',
    },
  });
  const { model, contextLength } = given;
  if (typeof model !== 'string' || model === '') {
    throw invalidArgument('model', `is ${show(model)}, expected the name of a model`);
  }
  const url = chatUrl(given.baseURL);
  const server: ServerAddress = {
    url: url.href,
    headers: readHeaders(given.headers),
    fetch: readFetch(given.fetch),
    maxRetries: readNumber('maxRetries', given.maxRetries) ?? 2,
    silenceMs: readNumber('silenceMs', given.silenceMs) ?? 600_000,
  };
  const dialect: ServerDialect = {
    model,
    capabilities: readCapabilities(given.capabilities),
    // Also the servers of a region, such as eu.api.openai.com.
    isOpenAI: /(^|\.)api\.openai\.com$/.test(url.hostname),
  };
  return new RemoteModel(server, dialect, readNumber('contextLength', contextLength));
}

function chatUrl(base: unknown): URL {
  try {
    const page = typeof location === 'undefined' ? undefined : location.href;
    const url = new URL(String(base), page);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/chat/completions`;
    if (url.username === '' && url.password === '') return url;
  } catch (cause) {
    throw invalidArgument('baseURL', `is ${show(base)}, expected an address`, cause);
  }
  throw invalidArgument('baseURL', 'has a user or a password: pass an Authorization header');
}

function readNumber(option: string, given: number | null | undefined): number | undefined {
  if (given === undefined || given === null) return undefined;
  return typeof given === 'number' && given >= 0
    ? given
    : refuseOption(option, given, 'a number of at least 0');
}

function readFetch(given: ConnectOptions['fetch']): typeof fetch {
  if (given === undefined || given === null) return (input, init) => fetch(input, init);
  return typeof given === 'function' ? given : refuseOption('fetch', given, 'a function');
}

/** Those of the library, and the application's in their place. */
function readHeaders(given: ConnectOptions['headers']): Record<string, string> {
  const own = given ?? {};
  const isRecord = typeof own === 'object' && !(own instanceof Headers);
  if (!isRecord || !Object.values(own).every((value) => typeof value === 'string')) {
    throw invalidArgument('headers', 'are not strings by name');
  }
  const headers = new Headers({ 'content-type': 'application/json', accept: 'text/event-stream' });
  for (const [name, value] of Object.entries(own)) {
    try {
      headers.set(name, value);
    } catch {
      // Without the cause, whose message has the value, which may be a key.
      throw invalidArgument(`headers.${name}`, 'has characters that a header cannot have');
    }
  }
  return Object.fromEntries(headers);
}

function readCapabilities(given: ConnectOptions['capabilities']): ReadonlySet<Capability> {
  const expected = ofServers.join(', ');
  const list: unknown = given ?? [];
  if (typeof list !== 'object' || list === null || !(Symbol.iterator in list)) {
    refuseOption('capabilities', given, `a list of ${expected}`);
  }
  const capabilities = new Set(given ?? []);
  for (const one of capabilities) {
    if (!ofServers.includes(one)) refuseOption('capabilities', one, expected);
  }
  return capabilities;
}

type Answering = AsyncGenerator<AnswerPart[], GenerationResult, undefined>;

/** Whether the server has refused the request in a way in which servers refuse fields that they do not know. */
function mayBeForThinking(error: unknown): boolean {
  if (!(error instanceof PocketM1Error) || error.code === 'context-exceeded') return false;
  return error.details.status === 400 || error.details.status === 422;
}

/** A model on a server, as returned by {@link connectModel}. */
export class RemoteModel implements ChatModel {
  /** The name that the server has for the model. */
  readonly name: string;
  /** As given to `connectModel`. */
  readonly contextLength: number | undefined;
  /** What the server understands, as given to `connectModel`. */
  readonly capabilities: ReadonlySet<Capability>;
  readonly #server: ServerAddress;
  readonly #dialect: ServerDialect;
  readonly #disposal = new AbortController();
  /** Whether the server may be sent the thinking of earlier answers: until it has taken a conversation only without. */
  #takesThinking: boolean;

  /** @internal */
  constructor(server: ServerAddress, dialect: ServerDialect, contextLength: number | undefined) {
    this.name = dialect.model;
    this.contextLength = contextLength;
    this.capabilities = dialect.capabilities;
    this.#server = server;
    this.#dialect = dialect;
    this.#takesThinking = !dialect.isOpenAI;
  }

  /** Answers a conversation. Runs do not wait for one another. */
  readonly generate = (
    messages: string | readonly Message[],
    options: GenerateOptions = {},
  ): Run<AnswerPart, GenerationResult> =>
    startRun(() => {
      const checked = readGenerateOptions(options);
      const body = chatRequest(readMessages(messages), options ?? {}, checked, this.#dialect);
      return new Run<AnswerPart, GenerationResult>(
        (stop) => this.#answer(body, checked, AbortSignal.any([stop, this.#disposal.signal])),
        checked.signal,
      );
    });

  /** Rejects with 'unsupported', because servers do not count. */
  readonly countTokens = async (): Promise<number> => {
    throw new PocketM1Error(
      'unsupported',
      'countTokens needs a model on this device: a server does not count.',
    );
  };

  readonly dispose = async (): Promise<void> => {
    this.#disposal.abort(new PocketM1Error('disposed', 'The model was disposed.'));
  };

  /** Some servers refuse messages with thinking, others need it, and none says so beforehand. */
  async *#answer(body: ChatRequest, asked: Asked, signal: AbortSignal): Answering {
    const bare = withoutThinking(body);
    if (bare && this.#takesThinking) {
      try {
        return yield* this.#ask(body, asked, signal);
      } catch (error) {
        if (!mayBeForThinking(error)) throw error;
      }
    }
    const result = yield* this.#ask(bare ?? body, asked, signal);
    if (bare) this.#takesThinking = false;
    return result;
  }

  async *#ask(body: ChatRequest, asked: Asked, signal: AbortSignal): Answering {
    const answer = new RemoteAnswer(this.#server.url, performance.now(), asked);
    for await (const data of readEvents(post(this.#server, body, signal), this.#server.url)) {
      if (data === '[DONE]') break;
      const parts = answer.add(data);
      if (parts.length > 0) yield parts;
    }
    const rest = answer.end();
    if (rest.length > 0) yield rest;
    return answer.result();
  }
}
