// The models that are stored on this device: their sizes, and whether their files are sound.

import { type StoredModel, storage } from '../../src/index.ts';
import type { App } from '../app.ts';
import { create, formatBytes, press } from '../elements.ts';
import type { OfflineCopy } from '../offline-copy.ts';
import { sentenceOf } from '../problems.ts';
import { strings } from '../strings.ts';
import { section } from './fields.ts';

/** `offlineCopy` is that of the open model: it shows what is stored of it, and would fetch it again. */
export function modelsSection(app: App, offlineCopy: OfflineCopy): HTMLElement {
  const list = create('ul', 'models');
  const note = create('p', 'note');
  const verdict = create('p', 'note');
  verdict.role = 'status';
  const draw = async (): Promise<void> => {
    const [models, { storedBytes, availableBytes, persisted }] = await Promise.all([
      storage.list(),
      storage.status(),
    ]);
    const buttons = (): HTMLElement[] => [...list.querySelectorAll('button')];
    const focused = buttons().findIndex((button) => button.matches(':focus'));
    list.replaceChildren(...models.map((model) => modelItem(app, offlineCopy, model, attempt)));
    if (focused >= 0) (buttons()[focused] ?? persist).focus();
    const free = availableBytes === undefined ? '' : strings.free(formatBytes(availableBytes));
    const kept = persisted ? strings.storageIsKept : strings.storageMayBeDeleted;
    note.textContent = `${strings.used(formatBytes(storedBytes))} ${free}${kept}`;
  };
  /** Does something about the models, and says how it went. */
  const attempt = async (work: () => Promise<string>): Promise<void> => {
    try {
      verdict.textContent = await work();
    } catch (error) {
      verdict.textContent = sentenceOf(error);
    }
    await draw();
    void offlineCopy.update();
  };
  const persist = press(strings.persist, () =>
    attempt(async () => ((await storage.persist()) ? strings.storageIsKept : strings.notPersisted)),
  );
  void draw();
  return section(strings.modelsHeading, list, note, persist, verdict);
}

function modelItem(
  app: App,
  offlineCopy: OfflineCopy,
  { url, name, revision, storedBytes, totalBytes, storedFiles, totalFiles, sessionBytes }: StoredModel,
  attempt: (work: () => Promise<string>) => Promise<void>,
): HTMLElement {
  const isOpen = new URL(app.place.address, location.href).href.replace(/\/?$/, '/') === url;
  const size = strings.of(formatBytes(storedBytes), formatBytes(totalBytes));
  const details = strings.modelDetails(revision, size, storedFiles, totalFiles, formatBytes(sessionBytes));
  const verify = press(strings.verify, () =>
    attempt(async () => {
      const { sound, damaged, missing } = await storage.verify(url);
      return strings.verified(sound, damaged.length, missing.length);
    }),
  );
  const remove = press(strings.delete, () =>
    attempt(async () => {
      const bytes = await (isOpen ? offlineCopy.delete() : storage.delete(url));
      return strings.deleted(formatBytes(bytes));
    }),
  );
  const buttons = create('div', 'row', verify, remove);
  const { model } = app.state;
  if (isOpen && model && storedBytes < totalBytes) {
    const fetchAll = async (): Promise<string> => {
      await model.prefetchAll();
      return strings.wholeModelStored;
    };
    buttons.prepend(press(strings.fetchAll, () => attempt(fetchAll)));
  }
  return create(
    'li',
    '',
    create('strong', '', name),
    create('p', 'note', details, create('br'), url),
    buttons,
  );
}
