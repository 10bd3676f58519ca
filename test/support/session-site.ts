// A model with sessions over real message channels, without a GPU: its engine is scripted, and its storage is in memory.

import { Model } from '../../src/api/model.ts';
import { generateAnswer } from '../../src/chat/answer.ts';
import { parseGenerationConfig } from '../../src/chat/generation-config.ts';
import type { SessionContext } from '../../src/chat/session.ts';
import type { EngineGenerateOptions } from '../../src/engine/engine.ts';
import type { PromptSource } from '../../src/engine/prompt-source.ts';
import type { SequenceSnapshot } from '../../src/engine/snapshot.ts';
import { createTraffic } from '../../src/engine/traffic.ts';
import { PocketM1Error } from '../../src/errors.ts';
import type { AnswerRecord } from '../../src/storage/session-records.ts';
import type { SessionStore } from '../../src/storage/session-store.ts';
import type { SessionToStore, StoredSession } from '../../src/storage/stored-session.ts';
import { chatTemplateSources, createChatTemplate } from '../../src/text/chat-template.ts';
import { GenerationQueue } from '../../src/worker/generation-queue.ts';
import type { Host } from '../../src/worker/protocol.ts';
import { SessionHost } from '../../src/worker/session-host.ts';
import { loadNanoTokenizer, readJson } from '../fixtures/text/load.ts';
import { connectHost } from './connected-host.ts';
import { idsOf } from './scripted-engine.ts';

const tokenizer = loadNanoTokenizer();
const template = createChatTemplate(
  chatTemplateSources(readJson('m1-nano/tokenizer_config.json')),
  tokenizer,
);
const defaults = parseGenerationConfig({ eos_token_id: [3], temperature: 0.7 }, tokenizer);

/** The storage of a device, for several models after one another. */
export class MemoryStore {
  readonly sessions = new Map<string, { session: SessionToStore; version: string }>();
  readonly answers = new Map<string, AnswerRecord & { ids: Uint32Array<ArrayBuffer> }>();
  /** The error with which writes fail. */
  failure: PocketM1Error | undefined;
  #versions = 0;

  async read(name: string): Promise<StoredSession | undefined> {
    const stored = this.sessions.get(name);
    if (!stored) return undefined;
    const { session, version } = stored;
    const answer = this.answers.get(name);
    const { metadata, model, messages, options, state } = session;
    const record = {
      name,
      version,
      updatedAt: 0,
      metadata,
      model,
      messages: messages.length,
      bytes: 0,
      state: null,
    };
    return {
      record,
      messages,
      options,
      state,
      answer: answer?.version === version ? answer : undefined,
      damaged: false,
    };
  }

  async write({ answer, ...session }: SessionToStore, base: string | null | undefined): Promise<string> {
    if (this.failure) throw this.failure;
    const stored = this.sessions.get(session.name);
    if (base !== undefined && stored && stored.version !== base) {
      throw new PocketM1Error('storage', 'It was saved from elsewhere.', { details: { conflict: true } });
    }
    const version = `v${++this.#versions}`;
    const { stateOf, metadataOf, ...saved } = structuredClone(session);
    if (stored && stored.version === metadataOf) saved.metadata = stored.session.metadata;
    const kept = stateOf && this.sessions.get(stateOf.name);
    saved.state ??= kept?.version === stateOf?.version ? kept?.session.state : undefined;
    this.sessions.set(session.name, { session: saved, version });
    this.answers.delete(session.name);
    if (answer) await this.beginAnswer(session.name, version, answer.request, answer.ids);
    return version;
  }

  async beginAnswer(name: string, version: string, request: unknown, written: readonly number[]) {
    if (this.failure) throw this.failure;
    const ids = Uint32Array.from(written);
    const id = `journal ${++this.#versions}`;
    this.answers.set(name, { id, version, request: structuredClone(request), ids });
    const add = async (ids: readonly number[]): Promise<void> => {
      const answer = this.answers.get(name)!;
      if (answer.id === id) answer.ids = Uint32Array.from([...answer.ids, ...ids]);
    };
    return { id, add };
  }

  async endAnswer(name: string, id: string): Promise<void> {
    if (this.answers.get(name)?.id === id) this.answers.delete(name);
  }
}

/** An engine that generates a text token by token, and whose states are its tokens. */
export class WritingEngine {
  readonly contextLength = 1000;
  /** The answer when `texts` is empty. */
  text = 'An answer.';
  /** The answers to the next prompts. */
  texts: string[] = [];
  /** Called before each token with its index; may throw. */
  beforeToken: (index: number) => Promise<void> | void = () => {};
  readonly requests: { prompt: readonly number[]; options: EngineGenerateOptions }[] = [];
  readonly log: string[] = [];
  /** How many tokens arrive at the same time. */
  batchTokens = 1;
  /** Whether the GPU has lost the states. */
  evicted = false;
  /** By session, the restored state. */
  readonly restored: SequenceSnapshot[] = [];

  /** Stops before this token for ever, as a worker that has ended. Resolves when the answer has come there. */
  stopBefore(index: number): Promise<void> {
    return new Promise((resolve) => {
      this.beforeToken = (i) => {
        if (i !== index) return;
        resolve();
        return new Promise(() => {});
      };
    });
  }

  readonly sessions = {
    share: async (tokens: readonly number[]) => void this.log.push(`share ${tokens.length}`),
    save: async (tokens: readonly number[]): Promise<SequenceSnapshot | undefined> =>
      tokens.length === 0 || this.evicted
        ? undefined
        : {
            format: 1,
            revision: 'r1',
            kvCache: 'f16',
            expertThreshold: 0,
            tokens: Uint32Array.from(tokens),
            states: [{ position: tokens.length, lightning: [] }],
            kv: [],
          },
    restore: async (_: object, snapshot: SequenceSnapshot) => void this.restored.push(snapshot),
    release: () => void this.log.push('release'),
  };

  async *generate(given: PromptSource, options: EngineGenerateOptions) {
    const prompt = await idsOf(given);
    this.requests.push({ prompt, options });
    const ids = tokenizer.encode(this.texts.shift() ?? this.text).slice(0, options.maxTokens);
    for (let i = options.sampled ?? 0; i < ids.length; i += this.batchTokens) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      options.signal?.throwIfAborted();
      await this.beforeToken(i);
      yield ids.slice(i, i + this.batchTokens);
    }
    const ended = { finishReason: 'stop', promptTokens: prompt.length, generatedTokens: ids.length } as const;
    return { ...ended, prefillMs: 1, decodeMs: 1, experts: createTraffic() };
  }
}

export interface SessionSite {
  model: Model;
  engine: WritingEngine;
  warnings: PocketM1Error[];
  /** Ends the worker. */
  close(reason: unknown): void;
}

/** A model, as a page loads it. */
export function openSessionSite(
  store: MemoryStore,
  engine = new WritingEngine(),
  revision = 'r1',
): SessionSite {
  const warnings: PocketM1Error[] = [];
  const context: SessionContext = {
    model: {
      engine: engine as unknown as SessionContext['model']['engine'],
      tokenizer,
      template,
      defaults,
    },
    url: 'https://example.org/m1/',
    revision,
    store: store as unknown as SessionStore,
    onWarning: (warning) => warnings.push(warning),
  };
  const queue = new GenerationQueue((messages, options) => generateAnswer(context.model, messages, options));
  const generate: Host['generate'] = (messages, options, port) => queue.add(messages, options, port);
  const countTokens = async (messages: readonly unknown[]): Promise<number> => 10 * messages.length;
  const sessions = new SessionHost({ context, queue, around: (answer) => answer });
  const { connection } = connectHost({ sessions, generate, countTokens });
  const info = {
    name: 'test',
    revision,
    config: {} as never,
    contextLength: 1000,
    gpuName: '',
    offline: false,
  };
  return {
    model: new Model(connection, info),
    engine,
    warnings,
    close: (reason) => connection.close(reason),
  };
}
