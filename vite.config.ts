import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { playwright } from '@vitest/browser-playwright';
import type { BuildEnvironmentOptions, Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { chromiumArgs, requireChromium } from './scripts/chromium.mjs';
import { drivers } from './scripts/engines/adapters.mjs';
import LongestFirst from './test/support/longest-first.ts';

type ProjectTests = TestProjectInlineConfiguration['test'] & {};

/** Tests in a page of Chromium, with a server of shards beside it. */
function inChromium(project: ProjectTests, mode: string): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      ...project,
      globalSetup: ['test/support/shard-server.ts'],
      browser: {
        enabled: true,
        headless: true,
        // Tests of quota and of time share one browser.
        fileParallelism: false,
        screenshotFailures: false,
        instances: [{ browser: 'chromium' }],
        provider: playwright({
          launchOptions: mode === 'test' ? { executablePath: requireChromium(), args: chromiumArgs } : {},
        }),
      },
    },
  };
}

/**
 * Dawn in Node on a software driver. One that is not installed is told of, or an error on a machine that tests for
 * everyone; `otherwise` is then what runs instead.
 */
function inDawn(
  adapter: string,
  { env = {}, ...project }: ProjectTests,
  otherwise: 'nothing' | 'own adapter',
) {
  const driver = drivers[adapter]!;
  const isThere = existsSync(driver);
  if (!isThere) {
    const sentence = `"${project.name}" has no ${adapter}, for there is no ${driver}: it runs on ${otherwise === 'nothing' ? 'nothing' : "the machine's own adapter"}.`;
    if (process.env.CI) throw new Error(sentence);
    console.warn(sentence);
    if (otherwise === 'nothing') return [];
  }
  return [
    {
      extends: true as const,
      test: {
        ...project,
        setupFiles: ['test/support/dawn.ts'],
        pool: 'forks' as const,
        // Mesa spends more on optimising shaders than these run.
        env: { ...env, ...(isThere && { VK_DRIVER_FILES: driver, GALLIVM_PERF: 'nopt' }) },
      },
    },
  ];
}

/**
 * What the demo needs, and no more: everything from its own origin, no inline code, no eval. Models and servers that the visitor
 * names in the settings may be elsewhere: their origins are not known when the policy is written, and a policy can only be narrowed
 * afterwards. So `connect-src` has every https origin; of http, only this machine, where one tries a server.
 */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' https: http://localhost:* http://127.0.0.1:*; manifest-src 'self'; base-uri 'none'; form-action 'none'";

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** One file without imports, so that it also runs where no bundler does; readable, because applications minify. */
const selfContained: BuildEnvironmentOptions = {
  target: 'es2023',
  minify: false,
  rolldownOptions: { output: { codeSplitting: false } },
};

/**
 * Groups run one after the other. The files of a group run two at a time, whatever their project, and Vitest's own browser
 * beside them: a software adapter keeps one core busy, and so does its compiler.
 */
const sideBySide = (groupOrder: number): { sequence: { groupOrder: number }; maxWorkers: number } => ({
  sequence: { groupOrder },
  maxWorkers: 2,
});

/** What measures, or installs, has the machine for itself. */
const oneByOne = (groupOrder: number): { sequence: { groupOrder: number }; fileParallelism: false } => ({
  sequence: { groupOrder },
  fileParallelism: false,
});

/** It measures a browser's memory, so nothing else may run in it. */
const endurance = 'test/faults/endurance.test.ts';
/** `npm test` runs the fixtures in Chromium, and no answer of thousands of tokens. */
const onlyOnLavapipe = ['test/dawn/golden.test.ts', 'test/dawn/long-thinking.test.ts'];
/** Not on lavapipe, where each shape compiles for tens of seconds, and not in `npm test`, which takes less than ten minutes. */
const slowInDawn = [
  'test/dawn/choices.test.ts',
  'test/dawn/structured.test.ts',
  'test/dawn/golden-routing.test.ts',
  'test/dawn/default-budget.test.ts',
  'test/dawn/evaluate.test.ts',
  'test/dawn/calibrate.test.ts',
  'test/dawn/bench-against.test.ts',
];
/** Shaders that do not check their indices compile in three quarters of the time. The kernels' tests have the checks. */
const withoutChecks = { DAWN_FEATURES: 'disable_robustness' };
/** The engine, which is tried on every adapter. */
const engine = 'test/gpu/engine.test.ts';

/** What an application imports on its page, by the name in package.json's `exports`. */
const pageEntries = {
  index: 'src/index.ts',
  openai: 'src/adapters/openai/create-openai-fetch.ts',
  'prompt-api': 'src/adapters/prompt-api/create-language-model.ts',
  remote: 'src/remote/connect-model.ts',
};

/** What `vite build --mode <name>` writes. */
const builds: Record<string, BuildEnvironmentOptions> = {
  production: {
    target: 'es2023',
    minify: false,
    lib: { entry: pageEntries, formats: ['es'] },
    // They share their errors, so that `instanceof PocketM1Error` holds across them.
    rolldownOptions: { output: { chunkFileNames: '[name].js' } },
    license: { fileName: 'THIRD-PARTY-LICENSES.index.md' },
  },
  worker: {
    ...selfContained,
    emptyOutDir: false,
    lib: { entry: 'src/worker/worker.ts', formats: ['es'], fileName: 'worker' },
    license: { fileName: 'THIRD-PARTY-LICENSES.md' },
  },
  cli: {
    target: 'node20',
    minify: false,
    emptyOutDir: false,
    ssr: 'src/cli/main.ts',
    rolldownOptions: {
      output: { codeSplitting: false, entryFileNames: 'cli.js', banner: '#!/usr/bin/env node' },
    },
  },
  demo: {
    target: 'es2023',
    outDir: '../dist-demo',
    emptyOutDir: true,
    license: { fileName: 'THIRD-PARTY-LICENSES.md' },
  },
};

/**
 * In src/ the worker is a TypeScript file that Vite bundles; in dist/ it is the file beside index.js, named by the very
 * expression that the bundlers of applications look for. The placeholder keeps Vite from bundling it a second time.
 */
function workerBesideIndex(): Plugin {
  const inSource = "new URL('../worker/worker.ts', import.meta.url)";
  const inDist = "new URL('./worker.js', import.meta.url)";
  return {
    name: 'worker-beside-index',
    enforce: 'pre',
    transform: (code) => (code.includes(inSource) ? code.replace(inSource, 'POCKET_M1_WORKER') : undefined),
    renderChunk: (code) => code.replace('POCKET_M1_WORKER', inDist),
  };
}

/** Shaders travel without their comments, indentation and empty lines. */
function leanShaders(): Plugin {
  const lean = (line: string): string => line.replace(/\/\/.*/, '').trim();
  return {
    name: 'lean-shaders',
    enforce: 'pre',
    async load(id) {
      const [file, query] = id.split('?');
      if (query !== 'raw' || !file!.endsWith('.wgsl')) return undefined;
      const lines = (await readFile(file!, 'utf8')).split('\n').map(lean);
      return `export default ${JSON.stringify(lines.filter((line) => line !== '').join('\n'))};`;
    },
  };
}

/** Writes the policy into the page as well: static hosts seldom let one set headers. */
function policyInPage(): Plugin {
  return {
    name: 'policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy } },
    ],
  };
}

/**
 * The manifest that makes the demo an app, and the service worker that opens it without a network. It holds what Vite
 * has built; the model is the library's to keep.
 */
function installable(): Plugin[] {
  const icon = (name: string, size: number, purpose: 'any' | 'maskable') => ({
    src: `icons/${name}-${size}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  // As scripts/screenshots.mjs makes them.
  const screenshot = (name: string, label: string) => ({
    src: `screenshots/${name}.png`,
    sizes: name.startsWith('phone') ? '780x1688' : '1280x800',
    type: 'image/png',
    form_factor: name.startsWith('phone') ? ('narrow' as const) : ('wide' as const),
    label,
  });
  return VitePWA({
    // demo/update.ts registers it, and asks before a new version takes over.
    injectRegister: false,
    registerType: 'prompt',
    includeManifestIcons: false, // they are among the files below
    manifest: {
      name: 'pocket-m1',
      short_name: 'pocket-m1',
      description:
        'A mixture-of-experts language model that runs on your own GPU, with or without a network.',
      lang: 'en',
      display: 'standalone',
      theme_color: '#f7f6f2',
      background_color: '#f7f6f2',
      categories: ['education', 'productivity'],
      // demo/incoming.ts reads them.
      share_target: { action: './', method: 'GET', params: { title: 'title', text: 'text', url: 'url' } },
      file_handlers: [{ action: './', accept: { 'text/plain': ['.txt', '.md'] } }],
      icons: [
        icon('icon', 192, 'any'),
        icon('icon', 512, 'any'),
        icon('maskable', 192, 'maskable'),
        icon('maskable', 512, 'maskable'),
      ],
      screenshots: [
        screenshot('demo', 'A conversation, and the experts on this device'),
        screenshot('glass', 'What the engine does for each token'),
        screenshot('phone', 'A conversation on a phone'),
        screenshot('phone-glass', 'What the engine does, on a phone'),
      ],
    },
    workbox: {
      globPatterns: ['*.{html,svg}', 'assets/*', 'icons/*'],
      // Only the page itself: whatever else lies beside it is the server's.
      navigateFallback: null,
      ignoreURLParametersMatching: [/./],
      cleanupOutdatedCaches: true,
      inlineWorkboxRuntime: true,
    },
  });
}

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [
    mode === 'production' && workerBesideIndex(),
    mode === 'worker' && leanShaders(),
    mode === 'demo' && [policyInPage(), installable()],
  ],
  server: { headers: isolation, fs: { allow: ['..'] } },
  preview: { headers: { ...isolation, 'Content-Security-Policy': contentSecurityPolicy } },
  worker: { format: 'es' },
  // The executable is one file, but for Dawn, which is native and optional.
  ssr: { noExternal: true, external: ['webgpu'] },
  build: builds[mode] ?? {},
  test: {
    testTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    // Vitest's own closing lines come last.
    reporters: ['./test/support/project-times.ts', 'default'],
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          ...sideBySide(0),
          // Starting a process for every file takes longer than most files do.
          isolate: false,
        },
      },
      inChromium({ name: 'chromium', include: ['test/browser/**/*.test.ts'], ...sideBySide(1) }, mode),
      // Only whoever tests is told what is not installed.
      ...(mode !== 'test'
        ? []
        : [
            inDawn(
              'swiftshader',
              {
                name: 'dawn',
                // Dawn takes less than half of the time that it takes in Chromium.
                include: ['test/gpu/**/*.test.ts'],
                exclude: [engine],
                ...sideBySide(1),
                testTimeout: 120_000,
              },
              'own adapter',
            ),
            inDawn(
              'swiftshader',
              {
                name: 'dawn-engine',
                include: [engine, 'test/dawn/**/*.test.ts'],
                exclude: [...onlyOnLavapipe, ...slowInDawn],
                ...sideBySide(1),
                testTimeout: 120_000,
                env: withoutChecks,
              },
              'own adapter',
            ),
            inDawn(
              'swiftshader',
              {
                name: 'dawn-fixtures',
                include: slowInDawn,
                ...sideBySide(2),
                testTimeout: 300_000,
                env: withoutChecks,
              },
              'own adapter',
            ),
            inDawn(
              'lavapipe',
              {
                name: 'dawn-lavapipe',
                include: ['test/gpu/**/*.test.ts', ...onlyOnLavapipe],
                ...sideBySide(2),
                // Mesa compiles shaders with LLVM, which takes seconds where others take a tenth of one.
                testTimeout: 300_000,
              },
              'nothing',
            ),
          ].flat()),
      inChromium(
        {
          name: 'chromium-engine',
          include: [engine],
          ...sideBySide(2),
          // Each lost device compiles every kernel anew, beside two other projects.
          testTimeout: 300_000,
        },
        mode,
      ),
      { extends: true, test: { name: 'deno', include: ['test/deno/**/*.test.ts'], ...sideBySide(2) } },
      {
        extends: true,
        test: {
          name: 'firefox',
          include: ['test/firefox/**/*.test.ts'],
          ...sideBySide(2),
          globalSetup: ['test/e2e/build.ts'],
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          ...sideBySide(1),
          globalSetup: ['test/e2e/build.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'demo',
          include: ['test/demo/**/*.test.ts'],
          ...sideBySide(2),
          globalSetup: ['test/e2e/build.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          exclude: [endurance],
          ...sideBySide(2),
          globalSetup: ['test/faults/setup.ts'],
          // Each load compiles every kernel, beside the load of another file.
          testTimeout: 400_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'endurance',
          include: [endurance],
          ...oneByOne(3),
          globalSetup: ['test/faults/setup.ts'],
          testTimeout: 600_000,
        },
      },
      ...(mode !== 'test'
        ? []
        : inDawn(
            'swiftshader',
            {
              name: 'clients',
              include: ['test/clients/*.test.ts'],
              ...oneByOne(4),
              globalSetup: ['test/clients/setup.ts'],
              testTimeout: 120_000,
              hookTimeout: 300_000,
            },
            'own adapter',
          )),
      {
        extends: true,
        test: {
          name: 'release',
          include: ['test/release/*.test.ts'],
          ...oneByOne(5),
          globalSetup: ['test/release/setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
}));
