// Makes Vulkan work on a bare machine: the loader, its libraries, and the driver's description file.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

export interface VulkanSetup {
  /** Environment variables for processes that use Vulkan, to be set before they start. */
  env: Record<string, string>;
  broughtLibraries: string[];
  driverFiles: string | null;
}

/** Where the Vulkan loader searches by default … */
const knownFolders = ['/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d', '/usr/share/vulkan/icd.d'];
/** … and where containers with a mounted driver have the file. */
const mountedFolders = [
  '/usr/local/nvidia/share/vulkan/icd.d',
  '/usr/local/nvidia/etc/vulkan/icd.d',
  '/run/opengl-driver/share/vulkan/icd.d',
];
const mountedLibraries = ['/usr/local/nvidia/lib64', '/usr/local/nvidia/lib'];

/**
 * Uses the machine's own libraries if it has them, and links the missing ones from `spare` into `links`. Respects a
 * VK_DRIVER_FILES or VK_ICD_FILENAMES that is set.
 */
export function setUpVulkan(
  spare: string,
  links: string,
  given: Readonly<Record<string, string | undefined>>,
): VulkanSetup {
  const spares = existsSync(spare) ? readdirSync(spare) : [];
  const broughtLibraries = missingLibraries(spares, systemLibraries());
  mkdirSync(links, { recursive: true });
  for (const library of broughtLibraries) symlinkSync(join(spare, library), join(links, library));
  const folders = [links, ...mountedLibraries.filter(existsSync), given.LD_LIBRARY_PATH].filter(Boolean);
  const driverFiles =
    given.VK_DRIVER_FILES ??
    given.VK_ICD_FILENAMES ??
    mountedDrivers(driversIn(knownFolders), driversIn(mountedFolders));
  return {
    env: {
      LD_LIBRARY_PATH: folders.join(':'),
      ...(driverFiles === null ? {} : { VK_DRIVER_FILES: driverFiles }),
    },
    broughtLibraries,
    driverFiles,
  };
}

/** The value of VK_DRIVER_FILES, or null if the loader finds all drivers by default. */
export function mountedDrivers(known: readonly string[], mounted: readonly string[]): string | null {
  return mounted.length === 0 ? null : [...mounted, ...known].join(':');
}

export function missingLibraries(spares: readonly string[], system: ReadonlySet<string>): string[] {
  return spares.filter((library) => !system.has(library));
}

/** Names of the shared libraries in the linker's cache: `libvulkan.so.1 (libc6,x86-64) => /usr/lib/…`. */
export function parseLinkerCache(text: string): Map<string, string> {
  const libraries = new Map<string, string>();
  for (const [, name, path] of text.matchAll(/^\s*(\S+) \(libc6,x86-64[^)]*\) => (\S+)$/gm)) {
    if (!libraries.has(name!)) libraries.set(name!, path!);
  }
  return libraries;
}

/** Empty if the linker has no cache: then every spare library is used. */
export function linkerCache(): Map<string, string> {
  for (const command of ['ldconfig', '/sbin/ldconfig', '/usr/sbin/ldconfig']) {
    try {
      const text = execFileSync(command, ['-p'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      return parseLinkerCache(text);
    } catch {
      // Try the next folder.
    }
  }
  return new Map();
}

function systemLibraries(): ReadonlySet<string> {
  return new Set(linkerCache().keys());
}

function driversIn(folders: readonly string[]): string[] {
  return folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => join(folder, file)),
  );
}
