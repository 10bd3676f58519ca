// Where the model is: at an address, or in a folder on this device.

import { chooseFolder, type Folder, isModelFolder, nameOf, rememberFolder } from './model-folder.ts';
import type { Settings } from './settings.ts';
import { strings } from './strings.ts';

export interface ModelPlace {
  /** Of the model's folder. One on this device has an address too, which names the model in storage. */
  address: string;
  /** Name of the folder on this device; undefined where there is none. */
  folderName?: string;
  /** That folder, once the page may read it. */
  folder?: Folder;
}

export const bundled: ModelPlace = { address: './models/m1-nano/' };

/** The place that the settings name. */
export function placeOf({ address, folder }: Settings): ModelPlace {
  if (folder !== '') return { address: folderAddress(folder), folderName: folder };
  return address === '' ? bundled : { address };
}

/**
 * Lets the visitor choose a model folder, and remembers it. Resolves with undefined if none was chosen. To be called at a click.
 * @throws Error with a sentence if it is no model folder.
 */
export async function chooseModelFolder(): Promise<Required<ModelPlace> | undefined> {
  const folder = await chooseFolder();
  if (!folder) return undefined;
  const folderName = nameOf(folder);
  if (!(await isModelFolder(folder))) throw new Error(strings.noModelFolder(folderName));
  await rememberFolder(folder);
  return { address: folderAddress(folderName), folderName, folder };
}

/** It is never requested. */
function folderAddress(name: string): string {
  return `./folders/${encodeURIComponent(name)}/`;
}
