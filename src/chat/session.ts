// The worker's part of a session: its tokens, whose state the engine keeps, and the version under which it is saved. The page
// holds the messages and passes them to each call. A session runs one call at a time.

import type { GenerationResult, StreamedPart } from '../contract/generate.ts';
import type { Tool } from '../contract/messages.ts';
import type { SessionDefaults, SessionMetadata } from '../contract/session.ts';
import type { Engine } from '../engine/engine.ts';
import { continuedPrompt, type PromptSource } from '../engine/prompt-source.ts';
import { resolveSampling } from '../engine/sampling.ts';
import { sharedTokens } from '../engine/shared-tokens.ts';
import { decodeSnapshot, encodeSnapshot, type SequenceSnapshot } from '../engine/snapshot.ts';
import { TokenList } from '../engine/token-list.ts';
import { PocketM1Error } from '../errors.ts';
import type { SessionStore } from '../storage/session-store.ts';
import type { Turn } from '../text/read-messages.ts';
import { type ChatPipeline, generateAnswer } from './answer.ts';
import { AnswerJournal } from './answer-journal.ts';
import type { CheckedOptions } from './generate-options.ts';
import { asSaveError, replacesLater } from './save-problems.ts';
import { mayResumeAfter, nothingToResume, withAnswer } from './session-messages.ts';

/** What all sessions of a model need. */
export interface SessionContext {
  model: Omit<ChatPipeline, 'engine'> & { engine: Pick<Engine, 'generate' | 'contextLength' | 'sessions'> };
  /** Address of the model's shard folder. */
  url: string;
  /** Of its weights. */
  revision: string;
  store: SessionStore;
  onWarning: (warning: PocketM1Error) => void;
}

/** The name to save a session under, and what is saved besides its messages. */
export interface SaveAs {
  name: string;
  metadata: SessionMetadata;
  defaults: SessionDefaults;
  /** Whether `metadata` also replaces that of this session as it is stored. Default false. */
  replaceMetadata?: boolean | undefined;
  /** Whether to replace what another session, or another tab, has saved under the name. Default false. */
  replace?: boolean | undefined;
}

/** What `answer` needs. */
export interface SessionQuestion {
  messages: Turn[];
  /** How many of them are saved already; the others are the input. */
  before: number;
  options: CheckedOptions;
}

/** An answer that has begun and not ended, as plain data. */
export interface UnfinishedAnswer extends SessionQuestion {
  /** Revision of the weights that generated it. */
  revision: string;
  /** Its token ids so far. */
  ids: readonly number[];
}

/** As what the session is saved. */
export interface SavedAs {
  name: string;
  version: string;
  /** The id of its stored journal. */
  journal: string | undefined;
}

type Answer = AsyncGenerator<StreamedPart[], GenerationResult, undefined>;

export class Session {
  readonly #context: SessionContext;
  /** The last prompt and its answer. */
  #tokens: TokenList;
  #saved: SavedAs | undefined;
  /** The tokens in the saved state, if there is one. */
  #savedTokens: Uint32Array | undefined;
  #unfinished: UnfinishedAnswer | undefined;

  constructor(context: SessionContext) {
    this.#context = context;
    this.#tokens = new TokenList(context.model.engine.contextLength);
  }

  /**
   * Restores a saved state and an unfinished answer. `saved`: what the next save replaces.
   * @throws What restoring the state throws; the session can be used all the same.
   */
  async restore(
    state: ArrayBuffer | undefined,
    saved?: SavedAs | undefined,
    unfinished?: UnfinishedAnswer | undefined,
  ): Promise<void> {
    this.#saved = saved;
    this.#unfinished = unfinished;
    if (!state) return;
    const snapshot = decodeSnapshot(state);
    if (!snapshot) throw new PocketM1Error('storage', 'The saved state is not readable.');
    if (saved) this.#savedTokens = snapshot.tokens;
    await this.#context.model.engine.sessions.restore(this, snapshot);
    this.#tokens = new TokenList(this.#context.model.engine.contextLength, snapshot.tokens);
  }

  /** Generates an answer and saves the session. An answer that fails can be resumed; one that is aborted is discarded. */
  async *answer(question: SessionQuestion, saveAs: SaveAs | undefined, signal: AbortSignal): Answer {
    const { options, messages, before } = question;
    const sampling = resolveSampling(options.sampling, this.#context.model.defaults.sampling);
    this.#unfinished = {
      messages,
      before,
      options: { ...options, sampling },
      revision: this.#context.revision,
      ids: [],
    };
    return yield* this.#finish(saveAs, signal);
  }

  /** Continues the unfinished answer. Samples its last token again, because the answer may have been complete. */
  async *resume(saveAs: SaveAs | undefined, signal: AbortSignal): Answer {
    if (!this.#unfinished) throw nothingToResume();
    this.#unfinished = { ...this.#unfinished, ids: this.#unfinished.ids.slice(0, -1) };
    return yield* this.#finish(saveAs, signal);
  }

  /** Discards the unfinished answer and the tokens after these messages. */
  async rewind(messages: readonly Turn[], tools: readonly Tool[]): Promise<void> {
    await this.#forgetUnfinished();
    const { template, tokenizer } = this.#context.model;
    let kept: number[] = [];
    try {
      if (messages.length > 0) {
        const { pieces } = template.render(messages, { tools, addGenerationPrompt: false });
        kept = tokenizer.encode(pieces);
      }
    } catch {
      // A template may refuse a conversation that ends here. The next save then has no state.
    }
    this.#tokens = this.#tokens.copy(sharedTokens(kept, this.#tokens.ids));
  }

  /** Creates another session with the same state. */
  async fork(): Promise<Session> {
    const fork = new Session(this.#context);
    fork.#tokens = this.#tokens;
    await this.#context.model.engine.sessions.share(this.#tokens.ids, fork);
    return fork;
  }

  /**
   * @throws PocketM1Error `storage`, with `details.conflict` if the name is another session's, or was saved from elsewhere
   * since; not with `saveAs.replace`.
   */
  async save(saveAs: SaveAs, messages: readonly Turn[]): Promise<void> {
    const own = this.#saved?.name === saveAs.name ? this.#saved.version : null;
    await this.#write(saveAs, messages, saveAs.replace ? undefined : own);
  }

  /** An unfinished answer stays one: its journal is saved with the messages. */
  async #write(
    { name, metadata, defaults, replaceMetadata }: SaveAs,
    messages: readonly Turn[],
    base: string | null | undefined,
  ): Promise<void> {
    const { store, url } = this.#context;
    const snapshot = await this.#snapshot();
    const isSaved = this.#isSavedStateBetterThan(snapshot);
    const state = isSaved || !snapshot ? undefined : encodeSnapshot(snapshot);
    const stateOf = isSaved ? this.#saved : undefined;
    const { ids = [], ...request } = this.#unfinished ?? {};
    const answer = this.#unfinished && { request, ids };
    const metadataOf = replaceMetadata || this.#saved?.name !== name ? undefined : this.#saved.version;
    const described = { name, metadata, metadataOf, options: defaults };
    const session = { ...described, model: url, messages, state, stateOf, answer };
    const version = await store.write(session, base);
    this.#saved = { name, version, journal: answer && version };
    if (!isSaved) this.#savedTokens = snapshot?.tokens;
  }

  /** The encoded state; undefined if there is none, or, with a warning, if it cannot be read from the GPU. */
  async state(): Promise<ArrayBuffer | undefined> {
    const snapshot = await this.#snapshot();
    return snapshot && encodeSnapshot(snapshot);
  }

  /** Whether the saved state has more of the session's tokens than this one, which may have been evicted meanwhile. */
  #isSavedStateBetterThan(snapshot: SequenceSnapshot | undefined): boolean {
    const saved = this.#savedTokens;
    if (!this.#saved || !saved || saved.length <= (snapshot?.tokens.length ?? 0)) return false;
    return sharedTokens(saved, this.#tokens.ids) === saved.length;
  }

  async #snapshot(): Promise<SequenceSnapshot | undefined> {
    try {
      return await this.#context.model.engine.sessions.save(this.#tokens.ids);
    } catch (cause) {
      this.#warn("The session's state could not be read from the GPU, so only its messages are saved", cause);
      return undefined;
    }
  }

  /** Frees its state. */
  release(): void {
    this.#context.model.engine.sessions.release(this);
  }

  async *#finish(saveAs: SaveAs | undefined, signal: AbortSignal): Answer {
    // Tells the page that the answer has begun.
    yield [];
    const { messages, options, ids: written } = this.#unfinished!;
    const journal = saveAs && (await this.#openJournal(saveAs));
    let prompt: PromptSource | undefined;
    const ids = [...written];
    let outcome: 'failed' | 'stopped' | 'complete' = 'stopped';
    try {
      const result = yield* generateAnswer(
        this.#context.model,
        messages,
        { ...options, signal },
        {
          session: this,
          written,
          onPrompt: (source) => {
            prompt = source;
          },
          onTokens: (batch) => {
            ids.push(...batch);
            journal?.add(batch);
          },
        },
      );
      outcome = 'complete';
      this.#tokens = continuedPrompt(prompt!, ids).tokens;
      this.#unfinished = undefined;
      await journal?.settled();
      if (saveAs) await this.#saveOrWarn(saveAs, withAnswer(messages, result));
      return result;
    } catch (error) {
      if (outcome !== 'complete' && !signal.aborted && mayResumeAfter(error)) outcome = 'failed';
      throw error;
    } finally {
      await journal?.settled();
      if (outcome === 'failed') this.#unfinished = { ...this.#unfinished!, ids };
      else if (outcome === 'stopped') await this.#forgetUnfinished();
    }
  }

  /**
   * First saves the messages before the answer unless they are saved, because a journal belongs to a saved session. Another
   * session of this name is not replaced before the answer is complete; until then, the answer has no journal.
   */
  async #openJournal(saveAs: SaveAs): Promise<AnswerJournal | undefined> {
    const { ids, ...request } = this.#unfinished!;
    if (this.#saved?.name !== saveAs.name) {
      await this.#write(saveAs, request.messages.slice(0, request.before), null).catch((error: unknown) => {
        const isTaken = error instanceof PocketM1Error && error.details.conflict === true;
        this.#context.onWarning(isTaken ? replacesLater(saveAs.name, error) : asSaveError(error));
      });
    }
    if (this.#saved?.name !== saveAs.name) return undefined;
    const saved = this.#saved;
    const beginning = this.#context.store.beginAnswer(saved.name, saved.version, request, ids);
    const begun = beginning.then(({ id, add }) => {
      saved.journal = id;
      return add;
    });
    return new AnswerJournal(begun, (cause) =>
      this.#warn('The answer continues, but cannot be resumed after a crash', cause),
    );
  }

  async #saveOrWarn(saveAs: SaveAs, messages: readonly Turn[]): Promise<void> {
    try {
      const isOwn = this.#saved?.name === saveAs.name;
      await this.save({ ...saveAs, replace: !isOwn }, messages);
    } catch (error) {
      this.#context.onWarning(asSaveError(error));
    }
  }

  async #forgetUnfinished(): Promise<void> {
    if (!this.#unfinished) return;
    this.#unfinished = undefined;
    const { name, journal } = this.#saved ?? {};
    if (name === undefined || journal === undefined) return;
    await this.#context.store
      .endAnswer(name, journal)
      .catch((cause) => this.#warn('The journal of a stopped answer could not be deleted', cause));
  }

  #warn(problem: string, cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#context.onWarning(new PocketM1Error('storage', `${problem} (${reason}).`, { cause }));
  }
}
