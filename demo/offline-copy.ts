// Stores the whole model on this device, so that it answers without a network, and shows the progress.

import { type FetchEvent, type Model, PocketM1Error, storage } from '../src/index.ts';
import { byId, formatBytes } from './elements.ts';
import type { ExpertGrid } from './expert-grid.ts';
import { remember, remembered } from './settings.ts';
import { strings } from './strings.ts';

/** Delay after a lost connection. */
const RETRY_MS = 30_000;

export interface OfflineCopyOptions {
  /** Returns the address of the model's folder. */
  address: () => string;
  grid: ExpertGrid;
  /** Announces a text to screen readers. */
  say: (text: string) => void;
}

export class OfflineCopy {
  readonly #options: OfflineCopyOptions;
  readonly #keepAll = byId<HTMLInputElement>('keep-all');
  #model: Model | undefined;
  /** Aborts fetching all experts; undefined when that is not running. */
  #fetching: AbortController | undefined;
  /** Timer of the next try. */
  #retry: ReturnType<typeof setTimeout> | undefined;
  #online = navigator.onLine;
  #pageIsKept = false;
  #isWhole = false;
  #bytes = { stored: 0, total: 0 };
  /** Counts measurements; only the last one that began is shown. */
  #measurements = 0;
  /** Why the model cannot be stored, except for a lost connection. */
  #problem: string | undefined;

  constructor(options: OfflineCopyOptions) {
    this.#options = options;
    this.#keepAll.checked = remembered('keep-all') ?? !savesData();
    this.#keepAll.addEventListener('change', () => {
      remember('keep-all', this.#keepAll.checked);
      this.#follow();
    });
    // Another tab has changed the setting, or deleted the model.
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

  /** Whether the visitor wants the whole model stored. */
  get wanted(): boolean {
    return this.#keepAll.checked;
  }

  /** To be called when the model is ready: fetches the other experts, if wanted. */
  async open(model: Model): Promise<void> {
    this.#model = model;
    if (model.offline) this.#setOnline(false);
    await this.update();
  }

  /** To be called when the page itself opens without a network. */
  pageIsKept(): void {
    this.#pageIsKept = true;
    this.#draw();
  }

  /** To be called for each fetched file; one from the network shows that the device is online. */
  arrived({ source }: FetchEvent): void {
    if (source === 'network' && navigator.onLine) this.#setOnline(true);
  }

  /** Measures what is stored, and fetches the rest if that is wanted and possible. */
  async update(): Promise<void> {
    await this.#measure();
    if (!this.#model || !this.#keepAll.checked || this.#isWhole || this.#fetching) return;
    const fetching = new AbortController();
    this.#fetching = fetching;
    this.#problem = undefined;
    const mayRetry = await this.#fetchAll(this.#model, fetching.signal);
    if (this.#fetching === fetching) this.#fetching = undefined;
    await this.#measure();
    // With several connections, browsers send no event when one of them returns.
    clearTimeout(this.#retry);
    if (mayRetry) this.#retry = setTimeout(() => void this.update(), RETRY_MS);
  }

  /** Deletes the stored model; from then on only demanded experts are fetched. Returns the bytes freed. */
  async delete(): Promise<number> {
    this.#stop();
    this.#keepAll.checked = false;
    const bytes = await storage.delete(this.#options.address());
    // This event makes other tabs measure storage again.
    remember('keep-all', false);
    this.#options.grid.forgetUnused();
    await this.#measure();
    return bytes;
  }

  /** Applies the setting. */
  #follow(): void {
    if (this.#keepAll.checked) {
      // Rejects when the worker has ended, which stops fetching too.
      this.#model?.setPrefetch(true).catch(() => {});
    } else {
      this.#stop();
    }
    void this.update();
  }

  #stop(): void {
    this.#fetching?.abort();
    this.#fetching = undefined;
    // Rejects when the worker has ended, which stops fetching too.
    this.#model?.setPrefetch(false).catch(() => {});
    this.#draw();
  }

  /** Shows failures instead of rejecting. Returns whether another try may succeed. */
  async #fetchAll(model: Model, signal: AbortSignal): Promise<boolean> {
    const { say } = this.#options;
    try {
      await model.prefetchAll({
        signal,
        onProgress: ({ bytes, totalBytes }) => {
          // All other files were stored before the model was ready.
          const stored = this.#bytes.total - totalBytes + bytes;
          this.#bytes.stored = Math.max(this.#bytes.stored, stored);
          this.#draw();
        },
      });
      say(strings.wholeModelStored);
    } catch (error) {
      const failure = error instanceof PocketM1Error ? error : undefined;
      // Without the model, which is loaded again, nobody waits for its files.
      if (signal.aborted || failure?.code === 'disposed') return false;
      if (failure?.code === 'network') this.#setOnline(false);
      else this.#problem = error instanceof Error ? error.message : String(error);
      return failure !== undefined && isTemporary(failure);
    }
    return false;
  }

  /** Measures what is stored, which other tabs and the browser may change too. */
  async #measure(): Promise<void> {
    const measurement = ++this.#measurements;
    const address = new URL(this.#options.address(), location.href).href.replace(/\/?$/, '/');
    const [models, { availableBytes, persisted }] = await Promise.all([storage.list(), storage.status()]);
    if (measurement !== this.#measurements) return;
    const { storedBytes = 0, totalBytes = 0 } = models.find(({ url }) => url === address) ?? {};
    this.#bytes = { stored: storedBytes, total: totalBytes };
    this.#isWhole = totalBytes > 0 && storedBytes === totalBytes;
    if (this.#isWhole) this.#options.grid.showAllStored();
    const space = availableBytes === undefined ? '' : strings.free(formatBytes(availableBytes));
    const durability = persisted ? strings.modelIsKept : strings.mayBeDeleted;
    byId('storage-note').textContent = this.#problem ?? space + durability;
    this.#draw();
  }

  #setOnline(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    this.#options.say(online ? strings.online : strings.offline);
    this.#draw();
  }

  #draw(): void {
    const connection = byId('connection');
    connection.textContent = this.#online ? strings.online : strings.offline;
    connection.classList.toggle('offline', !this.#online);
    byId('stored-bytes').textContent = formatBytes(this.#bytes.stored);
    const state = byId('works-offline');
    state.textContent = this.#sentence();
    state.classList.toggle('whole', this.#isWhole && this.#pageIsKept);
  }

  #sentence(): string {
    const { stored, total } = this.#bytes;
    if (this.#isWhole) return this.#pageIsKept ? strings.worksOffline : strings.storedCompletely;
    if (total === 0) return strings.nothingStored;
    const part = strings.of(formatBytes(stored), formatBytes(total));
    return this.#fetching && this.#online ? strings.storing(part) : strings.stored(part);
  }
}

/** Whether the visitor has asked to save data, as far as the browser reports it. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData ?? false;
}

/** Whether trying again may help: after a lost connection or with an overloaded server, but not for a missing file. */
function isTemporary({ code, details }: PocketM1Error): boolean {
  const status = Number(details.status);
  return (
    code === 'network' ||
    code === 'truncated' ||
    (code === 'http-status' && (status === 429 || status >= 500))
  );
}
