// Keeps all of the model on this device, so that it answers without a network, and says how far that is.

import { type FetchEvent, type Model, PocketM1Error, storage } from '../src/index.ts';
import { byId, formatBytes } from './elements.ts';
import type { ExpertGrid } from './expert-grid.ts';
import { remember, remembered } from './settings.ts';

/** After a lost connection. */
const RETRY_MS = 30_000;

export interface OfflineCopyOptions {
  /** Address of the model's folder. */
  address: string;
  grid: ExpertGrid;
  /** Told what is worth hearing for those who do not see it. */
  say: (text: string) => void;
}

export class OfflineCopy {
  readonly #options: OfflineCopyOptions;
  readonly #keepAll = byId<HTMLInputElement>('keep-all');
  #model: Model | undefined;
  /** Aborts the fetching of all experts while that goes on. */
  #fetching: AbortController | undefined;
  /** Tries again later. */
  #retry: ReturnType<typeof setTimeout> | undefined;
  #online = navigator.onLine;
  #pageIsKept = false;
  #isWhole = false;
  #bytes = { stored: 0, total: 0 };
  /** Why it cannot be stored, as far as more than the connection is to blame. */
  #problem: string | undefined;

  constructor(options: OfflineCopyOptions) {
    this.#options = options;
    this.#keepAll.checked = remembered('keep-all') ?? !savesData();
    this.#keepAll.addEventListener('change', () => {
      remember('keep-all', this.#keepAll.checked);
      this.#follow();
    });
    // Another tab's choice, and what it has deleted, holds here too.
    addEventListener('storage', () => {
      const chosen = remembered('keep-all') ?? this.#keepAll.checked;
      if (chosen === this.#keepAll.checked) return;
      this.#keepAll.checked = chosen;
      this.#follow();
    });
    addEventListener('offline', () => this.#setOnline(false));
    addEventListener('online', () => {
      this.#setOnline(true);
      void this.update();
    });
    this.#draw();
  }

  /** Whether the visitor has not objected to storing all of the model. */
  get wanted(): boolean {
    return this.#keepAll.checked;
  }

  /** The model can answer: what it has not asked for yet comes now, unless the visitor objects. */
  async open(model: Model): Promise<void> {
    this.#model = model;
    if (model.offline) this.#setOnline(false);
    await this.update();
  }

  /** The page itself opens without a network. */
  pageIsKept(): void {
    this.#pageIsKept = true;
    this.#draw();
  }

  /** A file has come; from the network, if it says so. */
  arrived({ source }: FetchEvent): void {
    if (source === 'network' && navigator.onLine) this.#setOnline(true);
  }

  /** Looks at what is stored, and goes on to store all of it if that is wanted and possible. */
  async update(): Promise<void> {
    await this.#measure();
    if (!this.#model || !this.#keepAll.checked || this.#isWhole || this.#fetching) return;
    const fetching = new AbortController();
    this.#fetching = fetching;
    this.#problem = undefined;
    const mayCome = await this.#fetchAll(this.#model, fetching.signal);
    if (this.#fetching === fetching) this.#fetching = undefined;
    await this.#measure();
    // A connection comes back without a word where another one stayed.
    clearTimeout(this.#retry);
    if (mayCome) this.#retry = setTimeout(() => void this.update(), RETRY_MS);
  }

  /** Deletes what is stored of the model; only what answers ask for comes again. Returns the bytes freed. */
  async delete(): Promise<number> {
    this.#stop();
    this.#keepAll.checked = false;
    const bytes = await storage.delete(this.#options.address);
    // Other tabs look at what is stored when they hear of it.
    remember('keep-all', false);
    this.#options.grid.forgetUnused();
    await this.#measure();
    return bytes;
  }

  /** Does what is chosen. */
  #follow(): void {
    if (this.#keepAll.checked) {
      // It rejects when the worker is gone, and nothing is fetched then.
      this.#model?.setPrefetch(true).catch(() => {});
    } else {
      this.#stop();
    }
    void this.update();
  }

  #stop(): void {
    this.#fetching?.abort();
    this.#fetching = undefined;
    // It rejects when the worker is gone, and nothing is fetched then.
    this.#model?.setPrefetch(false).catch(() => {});
    this.#draw();
  }

  /** Never rejects: what goes wrong is shown. Returns whether it may succeed later. */
  async #fetchAll(model: Model, signal: AbortSignal): Promise<boolean> {
    const { say } = this.#options;
    try {
      await model.prefetchAll({
        signal,
        onProgress: ({ bytes, totalBytes }) => {
          // What is not an expert had to be here before the model could answer.
          const stored = this.#bytes.total - totalBytes + bytes;
          this.#bytes.stored = Math.max(this.#bytes.stored, stored);
          this.#draw();
        },
      });
      say('All of the model is stored on this device.');
    } catch (error) {
      if (signal.aborted) return false;
      const failure = error instanceof PocketM1Error ? error : undefined;
      if (failure?.code === 'network') this.#setOnline(false);
      else this.#problem = error instanceof Error ? error.message : String(error);
      return failure !== undefined && isTemporary(failure);
    }
    return false;
  }

  /** Reads what is stored; other tabs, and the browser itself, change it as well. */
  async #measure(): Promise<void> {
    const address = new URL(this.#options.address, location.href).href.replace(/\/?$/, '/');
    const [models, { availableBytes, persisted }] = await Promise.all([storage.list(), storage.status()]);
    const { storedBytes = 0, totalBytes = 0 } = models.find(({ url }) => url === address) ?? {};
    this.#bytes = { stored: storedBytes, total: totalBytes };
    this.#isWhole = totalBytes > 0 && storedBytes === totalBytes;
    if (this.#isWhole) this.#options.grid.showAllStored();
    const room = availableBytes === undefined ? '' : `Room for ${formatBytes(availableBytes)} more. `;
    const promise = persisted
      ? 'The browser keeps it.'
      : 'The browser may delete it when the disk gets full.';
    byId('storage-note').textContent = this.#problem ?? room + promise;
    this.#draw();
  }

  #setOnline(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    this.#options.say(online ? 'Online.' : 'Offline.');
    this.#draw();
  }

  #draw(): void {
    const connection = byId('connection');
    connection.textContent = this.#online ? 'Online' : 'Offline';
    connection.classList.toggle('offline', !this.#online);
    byId('stored-bytes').textContent = formatBytes(this.#bytes.stored);
    const here = byId('works-offline');
    here.textContent = this.#sentence();
    here.classList.toggle('whole', this.#isWhole && this.#pageIsKept);
  }

  #sentence(): string {
    const { stored, total } = this.#bytes;
    if (this.#isWhole) return this.#pageIsKept ? 'Works offline' : 'All of it is stored';
    if (total === 0) return 'Nothing stored yet';
    const part = `${formatBytes(stored)} of ${formatBytes(total)}`;
    return this.#fetching && this.#online ? `Storing ${part}` : `${part} stored`;
  }
}

/** Whether the visitor has asked for little traffic; not every browser tells. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData ?? false;
}

/** A lost connection and an overloaded server go by; a file that is missing stays so. */
function isTemporary({ code, details }: PocketM1Error): boolean {
  const status = Number(details.status);
  return (
    code === 'network' ||
    code === 'truncated' ||
    (code === 'http-status' && (status === 429 || status >= 500))
  );
}
