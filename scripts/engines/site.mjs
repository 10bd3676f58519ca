// What an engine loads: the program of test/engine, as a page and as one file, and folders over HTTP.

import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, createServer } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

export async function startSite() {
  const folders = new Map();
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
    plugins: [
      { name: 'offered', configureServer: ({ middlewares }) => void middlewares.use(serve(folders)) },
    ],
  });
  await server.listen();
  const url = `http://127.0.0.1:${server.httpServer.address().port}/`;
  let built;
  return {
    url,
    /** The address of the program's page. */
    page: `${url}test/engine/index.html`,
    /** Serves the files of a folder, as /offered/<id>/<file>. */
    offer: (id, folder) => void folders.set(id, folder),
    /** Imports a module of the project, TypeScript or not, into this process. */
    load: (file) => server.ssrLoadModule(file),
    /** The program as one file, for an engine that is not a browser. */
    bundle: () => {
      built ??= bundle();
      return built;
    },
    close: async () => {
      await server.close();
      if (built) await rm(await built.then(({ folder }) => folder), { recursive: true, force: true });
    },
  };
}

// Below node_modules, so that the package `webgpu` is resolved.
async function bundle() {
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'pocket-m1-engine-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['webgpu'] },
    build: {
      ssr: 'test/engine/process.ts',
      outDir: folder,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { codeSplitting: false, entryFileNames: 'process.mjs' } },
    },
  });
  return { folder, file: join(folder, 'process.mjs') };
}

function serve(folders) {
  return (request, response, next) => {
    const match = /^\/offered\/([\w-]+)\/([\w./-]+)$/.exec(request.url ?? '');
    const folder = match && folders.get(match[1]);
    if (!folder || match[2].includes('..')) return next();
    const file = join(folder, match[2]);
    if (!existsSync(file)) {
      response.statusCode = 404;
      return response.end();
    }
    response.setHeader('Content-Type', 'application/octet-stream');
    createReadStream(file).pipe(response);
  };
}
