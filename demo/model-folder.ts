// A model folder on this device: chosen, remembered where the browser can, and asked for again at the next visit.

import { createStore, get, set } from 'idb-keyval';
import { create } from './elements.ts';

/** A folder that the visitor has chosen. */
export type Folder = FileSystemDirectoryHandle | readonly File[];

/** Only Chromium has these. */
interface Picker {
  showDirectoryPicker?(options: { id: string }): Promise<RememberedFolder>;
}
export interface RememberedFolder extends FileSystemDirectoryHandle {
  queryPermission(): Promise<PermissionState>;
  requestPermission(): Promise<PermissionState>;
}

const picker = globalThis as Picker;
const KEY = 'model';

/** Whether this browser lets a page keep a folder, to read it again at the next visit. */
export const canRemember = 'showDirectoryPicker' in picker;

export function nameOf(folder: Folder): string {
  return Array.isArray(folder)
    ? (folder[0]?.webkitRelativePath.split('/')[0] ?? '')
    : (folder as FileSystemDirectoryHandle).name;
}

/** Lets the visitor choose a folder; undefined if none was chosen. To be called at a click. */
export async function chooseFolder(): Promise<Folder | undefined> {
  if (!picker.showDirectoryPicker) return chooseFiles();
  try {
    return await picker.showDirectoryPicker({ id: 'model' });
  } catch (error) {
    if ((error as DOMException).name === 'AbortError') return undefined;
    throw error;
  }
}

function chooseFiles(): Promise<readonly File[] | undefined> {
  const input = create('input');
  Object.assign(input, { type: 'file', webkitdirectory: true, hidden: true });
  document.body.append(input);
  return new Promise((resolve) => {
    const end = (): void => {
      const files = [...(input.files ?? [])];
      input.remove();
      resolve(files.length > 0 ? files : undefined);
    };
    input.addEventListener('change', end);
    input.addEventListener('cancel', end);
    input.click();
  });
}

/** Whether the folder has a manifest of pocket-m1. @throws DOMException if it may not be read. */
export async function isModelFolder(folder: Folder): Promise<boolean> {
  const file = await manifestOf(folder);
  try {
    return JSON.parse((await file?.text()) ?? '').format === 'pocket-m1';
  } catch {
    return false;
  }
}

async function manifestOf(folder: Folder): Promise<File | undefined> {
  const name = 'manifest.json';
  if (Array.isArray(folder)) {
    return folder.find(({ webkitRelativePath }) => webkitRelativePath === `${nameOf(folder)}/${name}`);
  }
  try {
    return await (await (folder as FileSystemDirectoryHandle).getFileHandle(name)).getFile();
  } catch (error) {
    if ((error as DOMException).name === 'NotFoundError') return undefined;
    throw error;
  }
}

/** Keeps the folder for the next visit, if the browser can. */
export async function rememberFolder(folder: Folder): Promise<void> {
  if (Array.isArray(folder)) return;
  // Without storage, it has to be chosen again.
  await set(KEY, folder, folders()).catch(() => {});
}

/** The remembered folder, if it has this name. */
export async function rememberedFolder(name: string): Promise<RememberedFolder | undefined> {
  const folder = await get<RememberedFolder>(KEY, folders()).catch(() => undefined);
  return folder?.name === name ? folder : undefined;
}

/** Whether the page may read it now. With `ask`, the browser may ask the visitor; to be called at a click then. */
export async function mayRead(folder: RememberedFolder, ask = false): Promise<boolean> {
  return (await (ask ? folder.requestPermission() : folder.queryPermission())) === 'granted';
}

const folders = () => createStore('pocket-m1 demo', 'folders');
