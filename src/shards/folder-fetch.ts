// Reads the files of a model from a folder on this device, in place of `fetch`.

import { DownloadError } from '../errors.ts';

/** A folder that the user has chosen: its handle, or its files by their paths in it. */
export type ModelFolder = FileSystemDirectoryHandle | ReadonlyMap<string, File>;

/** `url` is the address that stands for the folder, with a slash at its end. */
export function folderFetch(url: string, folder: ModelFolder): typeof fetch {
  return async (input, init) => {
    const path = String(input).slice(url.length);
    const file =
      folder instanceof Map ? folder.get(path) : await findFile(folder as FileSystemDirectoryHandle, path);
    init?.signal?.throwIfAborted();
    if (file) return new Response(file);
    throw new DownloadError(
      'http-status',
      `The folder has no ${path}: choose a model folder, as pocket-m1 convert writes it.`,
      { details: { url: url + path, status: 404, expected: path, actual: 'no such file' } },
    );
  };
}

async function findFile(folder: FileSystemDirectoryHandle, path: string): Promise<File | undefined> {
  const names = path.split('/');
  const last = names.pop()!;
  try {
    let parent = folder;
    for (const name of names) parent = await parent.getDirectoryHandle(name);
    return await (await parent.getFileHandle(last)).getFile();
  } catch (error) {
    const { name } = error as DOMException;
    if (name === 'NotFoundError' || name === 'TypeMismatchError') return undefined;
    // Such as a permission that has ended.
    throw error;
  }
}
