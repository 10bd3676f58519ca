// The config of `rolldown -c`, which bundles dist/index.d.ts and dist/worker.d.ts. They contain only the public declarations, so
// that older compilers need not parse those that only the source uses.

import { defineConfig } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

export default defineConfig({
  input: {
    index: 'src/index.ts',
    openai: 'src/adapters/openai/create-openai-fetch.ts',
    'prompt-api': 'src/adapters/prompt-api/create-language-model.ts',
    remote: 'src/remote/connect-model.ts',
    worker: 'src/worker/worker.ts',
  },
  plugins: dts({ emitDtsOnly: true, oxc: { stripInternal: true }, tsconfig: false }),
  output: { dir: 'dist', chunkFileNames: '[name].ts' },
});
