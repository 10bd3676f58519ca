// Puts the bundled model into this package while npm packs it.

import { cp, rm } from 'node:fs/promises';

const model = new URL('model', import.meta.url);
await rm(model, { recursive: true, force: true });
if (!process.argv.includes('--remove')) {
  await cp(new URL('../demo/public/models/m1-nano', import.meta.url), model, { recursive: true });
}
