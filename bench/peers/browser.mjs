// Runs a peer in a page of its own browser, so that no peer uses the caches or the heap of another.

import { chromium } from 'playwright';
import { requireChromium } from '../../scripts/chromium.mjs';

/** Milliseconds after which a peer that has not finished counts as failed. */
const LIMIT_MS = 6 * 60_000;

/**
 * Starts the peer and passes it to `use`: { loadMs, build?, adapter?, prefill, decode, generate }, see page/onnxruntime.mjs.
 * Without the WebGPU feature `needs`, the peer does not use the adapter.
 */
export async function withPeer({ url, page: module, browserArgs, needs, ...options }, use) {
  const browser = await chromium.launch({ executablePath: requireChromium(), args: browserArgs });
  let limit;
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const adapter = options.backend === 'webgpu' ? await requireAdapter(page, needs) : undefined;
    const late = new Promise((_, reject) => {
      limit = setTimeout(
        () => reject(new Error(`It took more than ${LIMIT_MS / 60_000} minutes.`)),
        LIMIT_MS,
      );
    });
    return await Promise.race([late, start(page, module, options).then((peer) => use({ adapter, ...peer }))]);
  } finally {
    clearTimeout(limit);
    await browser.close();
  }
}

async function start(page, module, options) {
  const { loadMs, build } = await page.evaluate(
    async ([module, options]) => {
      const { startPeer } = await import(module);
      globalThis.peer = await startPeer(options);
      return { loadMs: globalThis.peer.loadMs, build: globalThis.peer.build };
    },
    [module, options],
  );
  const call =
    (method) =>
    (...given) =>
      page.evaluate(([method, given]) => globalThis.peer[method](...given), [method, given]);
  const methods = ['prefill', 'decode', 'generate', 'firstToken'];
  return { loadMs, build, ...Object.fromEntries(methods.map((method) => [method, call(method)])) };
}

async function requireAdapter(page, needs) {
  const adapter = await page.evaluate(async () => {
    const found = await navigator.gpu?.requestAdapter();
    return (
      found && { name: `${found.info.vendor} ${found.info.architecture}`, features: [...found.features] }
    );
  });
  if (!adapter) throw new Error('The browser has no WebGPU adapter.');
  if (needs && !adapter.features.includes(needs)) {
    throw new Error(
      `The adapter (${adapter.name}) has no ${needs}, without which this backend uses the CPU.`,
    );
  }
  return adapter.name;
}
