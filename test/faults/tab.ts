// A tab with the library, and the fixtures that every test of the matrix starts with.

import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright';
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest';
import type {
  FetchEvent,
  GenerateOptions,
  LoadOptions,
  LocalGenerationResult,
  Model,
} from '../../src/index.ts';
import { chromiumWithoutChecks } from '../support/chromium.ts';
import { greedy, question } from './question.ts';
import { type FaultServer, startFaultServer } from './server.ts';
import type { FaultModel } from './setup.ts';

/** Options that can be sent to a page. */
type PlainOptions = Omit<LoadOptions, 'signal' | 'worker' | 'folder'>;
type Outcome<T> = { value: T } | { failure: Failure };
export type Answer = Pick<LocalGenerationResult, 'text' | 'experts'>;

/** The globals of a page of this matrix; see page.js. */
declare global {
  var pocketM1: typeof import('../../src/index.ts');
  var model: Model;
  /** The instrumented worker of the model, if a test has started one. */
  var worker: Worker;
  var told: { warnings: string[]; shards: FetchEvent[]; missingCoreBytes: number };
  function attempt<T>(work: Promise<T>): Promise<Outcome<T>>;
  function startWorker(): Promise<Worker>;
  function openModel(url: string, options?: LoadOptions): Promise<void>;
  function ask(question: string, options: GenerateOptions): Promise<Answer>;
}

/** The core shard, the tokenizer, and the three configuration files. */
export const CORE_FILES = 5;

/** The parts of an error that are sent from the page. */
export interface Failure {
  code?: string;
  name: string;
  message: string;
  details?: Record<string, unknown>;
}

export const { hybrid, lightning } = inject('faults');

let browser: Browser;
let served: FaultModel;

/** Gives this file's tests their own browser, because files run in parallel, and servers of this model. */
export function useBrowser(model: FaultModel = hybrid): () => Browser {
  served = model;
  beforeAll(async () => {
    browser = await playwright.launch(chromiumWithoutChecks);
  });
  afterAll(() => browser.close());
  return () => browser;
}

export interface Site {
  server: FaultServer;
  /** An empty profile. */
  context: BrowserContext;
  tab: Tab;
  close(): Promise<void>;
}

/** A new server, and so a new origin and storage, open in a tab; for the tests of one `describe`. */
export async function openSharedSite(): Promise<Site> {
  const server = await startFaultServer(served.folder);
  const context = await browser.newContext();
  const close = async (): Promise<void> => {
    await Promise.all([context.close(), server.close()]);
  };
  return { server, context, close, tab: await Tab.open(context, server) };
}

/** The same for one test. */
export async function openSite(): Promise<Omit<Site, 'close'>> {
  const site = await openSharedSite();
  onTestFinished(() => site.close());
  return site;
}

export class Tab {
  readonly page: Page;
  readonly #modelUrl: string;

  private constructor(page: Page, modelUrl: string) {
    this.page = page;
    this.#modelUrl = modelUrl;
  }

  static async open(context: BrowserContext, { url, modelUrl }: FaultServer): Promise<Tab> {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => globalThis.openModel !== undefined);
    return new Tab(page, modelUrl);
  }

  /** Loads the model, without prefetching by default; rejects with a `Failure`. */
  async load(options: PlainOptions = {}): Promise<void> {
    unwrap(
      await this.page.evaluate(([url, given]) => attempt(openModel(url, given)), [
        this.#modelUrl,
        options,
      ] as const),
    );
  }

  /** Loads the model in an instrumented worker, which becomes `globalThis.worker`. */
  async loadInstrumented(options: PlainOptions = {}): Promise<void> {
    unwrap(
      await this.page.evaluate(
        async ([url, given]) => {
          globalThis.worker = await startWorker();
          return attempt(openModel(url, { ...given, worker: globalThis.worker }));
        },
        [this.#modelUrl, options] as const,
      ),
    );
  }

  /** The answer to the question, greedy by default; rejects with a `Failure`. */
  async ask(options: GenerateOptions = greedy): Promise<Answer> {
    return unwrap(
      await this.page.evaluate(([text, given]) => attempt(ask(text, given)), [question, options] as const),
    );
  }

  /** Codes of the warnings since loading began. */
  warnings(): Promise<string[]> {
    return this.page.evaluate(() => told.warnings);
  }

  /** Bytes that loading still has to read, as last reported. */
  missingCoreBytes(): Promise<number> {
    return this.page.evaluate(() => told.missingCoreBytes);
  }

  /** How many of the model's files are stored, verified by their hashes. */
  storedFiles(): Promise<number> {
    return this.page.evaluate(async (url) => (await pocketM1.storage.verify(url)).sound, this.#modelUrl);
  }

  dispose(): Promise<void> {
    return this.page.evaluate(() => model.dispose());
  }
}

/** GPU buffers of the instrumented worker that are not destroyed. */
export function countBuffers({ page }: Tab): Promise<number> {
  return page.evaluate(async () => {
    const { port1, port2 } = new MessageChannel();
    const counted = new Promise<number>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    worker.postMessage('count-buffers', [port2]);
    return counted;
  });
}

export function unwrap<T>(outcome: Outcome<T>): T {
  if ('failure' in outcome) throw outcome.failure;
  return outcome.value;
}
