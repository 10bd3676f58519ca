/**
 * The browser's Prompt API, https://webmachinelearning.github.io/prompt-api/, on a model of the library.
 * @module pocket-m1/prompt-api
 */

import type { GenerateOptions } from '../../contract/generate.ts';
import type { SessionOptions } from '../../contract/session.ts';
import { show } from '../../errors.ts';
import { ContextExceeded, domError } from './dom-error.ts';
import { DownloadMonitor } from './download-monitor.ts';
import { LanguageModelSession, type ModelWithSessions, type SessionParts } from './language-model-session.ts';
import {
  type ExpectedContent,
  isTextOnly,
  notSupported,
  type PromptMessage,
  type PromptTool,
  readInput,
  readTools,
} from './prompt-input.ts';

export type { DownloadMonitor } from './download-monitor.ts';
export type { LanguageModelSession, ModelWithSessions, PromptOptions } from './language-model-session.ts';
export type {
  ExpectedContent,
  PromptContent,
  PromptInput,
  PromptMessage,
  PromptTool,
} from './prompt-input.ts';

/** From always the same answer to the most surprising ones. */
export type SamplingMode = 'most-predictable' | 'predictable' | 'balanced' | 'creative' | 'most-creative';

/** What a session has to be able to do. */
export interface AvailabilityOptions {
  /** What prompts have; only text is available. */
  expectedInputs?: readonly ExpectedContent[];
  /** What answers have; only text is available. */
  expectedOutputs?: readonly ExpectedContent[];
  /** Functions that the model may call; the session runs them. */
  tools?: readonly PromptTool[];
  /** Default 'balanced': as the model recommends. */
  samplingMode?: SamplingMode;
  /** As in `generate`. Not together with `samplingMode`. */
  topK?: number;
  /** As in `generate`. Not together with `samplingMode`. */
  temperature?: number;
}

/** How to create a session. */
export interface CreateOptions extends AvailabilityOptions {
  /** Destroys the session. */
  signal?: AbortSignal;
  /** Called with a target of 'downloadprogress' events; the model is here already. */
  monitor?: (monitor: DownloadMonitor) => void;
  /** The conversation so far; its first message may be a system's. */
  initialPrompts?: readonly PromptMessage[];
}

/** The class `LanguageModel` of a model. */
export interface LanguageModelClass {
  /** Whether a session with these options can be created. Nothing is ever to be downloaded. */
  availability(options?: AvailabilityOptions): Promise<'available' | 'unavailable'>;
  /** Rejects with a `NotSupportedError` when the session is to read or write anything else than text. */
  create(options?: CreateOptions): Promise<LanguageModelSession>;
  /** The sessions' own. */
  readonly prototype: LanguageModelSession;
  /** Whether `value` is a session of this class. */
  [Symbol.hasInstance](value: unknown): boolean;
}

const temperatures: Record<SamplingMode, number | undefined> = {
  'most-predictable': 0,
  predictable: 0.4,
  balanced: undefined,
  creative: 1,
  'most-creative': 1.3,
};

/**
 * Returns the class `LanguageModel` of the browsers' Prompt API for a model of this library, so that code for that API runs
 * where a browser has none: `globalThis.LanguageModel ??= createLanguageModel(m1)`.
 *
 * It has `availability`, `create`, `prompt`, `promptStreaming`, `append`, `clone`, `measureContextUsage`, `contextUsage`,
 * `contextWindow`, the event `contextoverflow`, `tools`, `responseConstraint` (a JSON schema or a RegExp), and `destroy`. A
 * prompt is answered when those before it are. Thinking is not part of answers. When the context is full, the oldest turns are
 * left out, and `contextoverflow` is fired. Images and sound are a `NotSupportedError`; a schema is not added to the prompt.
 *
 * @example
 * const LanguageModel = createLanguageModel(m1);
 * const session = await LanguageModel.create({ initialPrompts: [{ role: 'system', content: 'Answer briefly.' }] });
 * document.body.append(await session.prompt('What is 17 + 25?'));
 */
export function createLanguageModel(model: ModelWithSessions): LanguageModelClass {
  return class LanguageModel extends LanguageModelSession {
    static async availability(options: AvailabilityOptions = {}): Promise<'available' | 'unavailable'> {
      readSampling(options);
      return isTextOnly([options.expectedInputs, options.expectedOutputs]) ? 'available' : 'unavailable';
    }

    static async create(options: CreateOptions = {}): Promise<LanguageModelSession> {
      const { signal, monitor } = options;
      signal?.throwIfAborted();
      if ((await LanguageModel.availability(options)) === 'unavailable') {
        throw notSupported('The model reads and writes text alone.');
      }
      const parts = startSession(model, options);
      if (monitor) watchDownload(monitor);
      const session = await LanguageModel.open(parts, signal);
      const { contextUsage: requested, contextWindow: quota } = session;
      if (requested <= quota) return session;
      session.destroy();
      const message = `initialPrompts have ${requested} tokens, but the context has ${quota}: shorten them.`;
      throw new ContextExceeded(message, { requested, quota });
    }
  };
}

function startSession(
  model: ModelWithSessions,
  { initialPrompts = [], tools = [], ...options }: CreateOptions,
): SessionParts {
  const initial =
    initialPrompts.length > 0 ? readInput(initialPrompts, { maySystem: true, mayPrefix: false }) : [];
  const [first, ...others] = initial;
  const hasSystem = first?.role === 'system';
  const sessionOptions: SessionOptions = {
    ...readSampling(options),
    tools: readTools(tools),
    contextOverflow: 'drop-oldest',
    ...(hasSystem && { system: String(first.content) }),
  };
  try {
    const session = model.createSession(sessionOptions);
    return { model, session, tools, pending: hasSystem ? others : initial };
  } catch (error) {
    throw domError(error, model.contextLength);
  }
}

/** @throws TypeError when both a mode and numbers are given, or a mode is unknown. */
function readSampling({ samplingMode, topK, temperature }: AvailabilityOptions): GenerateOptions {
  if (samplingMode === undefined) return { topK, temperature };
  if (topK !== undefined || temperature !== undefined) {
    throw new TypeError('Give samplingMode, or topK and temperature, but not both.');
  }
  if (!Object.hasOwn(temperatures, samplingMode)) {
    throw new TypeError(
      `samplingMode is ${show(samplingMode)}, expected ${Object.keys(temperatures).join(', ')}.`,
    );
  }
  return { temperature: temperatures[samplingMode] };
}

function watchDownload(watch: (monitor: DownloadMonitor) => void): void {
  const monitor = new DownloadMonitor();
  watch(monitor);
  monitor.report();
}
