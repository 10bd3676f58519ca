// node bench/peers/compare.mjs [--model FOLDER] [--prompts 32,…] [--tokens N] [--runs N] [--only ID,…] [--json FILE]
//
// Runs wllama and onnxruntime-web on the weights of a shard folder, in headless Chromium: README.md explains the comparison.

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromiumArgs } from '../../scripts/chromium.mjs';
import { withPeer } from './browser.mjs';
import { candidates } from './candidates.mjs';
import { root } from './import-source.mjs';
import { agreement, firstContinuation, speeds } from './measure.mjs';
import { promptMaker } from './prompts.mjs';
import { serveFolders } from './server.mjs';
import { isGranite, readJson, readManifest, unsupported } from './shard-folder.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const modules = join(here, 'node_modules');

/**
 * One row for each peer and backend: { id, peer, version, backend, threads, weights, megabytes, adapter?, loadMs,
 * agreed: { same, of }, prefill: [{ tokens, tokensPerSecond }], decode, note?, failed? }, with speeds in tokens per second
 * as { median, min, max }. In a failed row, `failed` is the reason, and there are no speeds.
 *
 * `reference` is a prompt with the greedy ids that another engine generates after it: { prompt: ids, text, continuation: ids }.
 * Without one the peers are compared with each other. `only` lists ids, or prefixes of ids, of the requested rows.
 */
export async function comparePeers({
  modelFolder,
  prompts: promptTokens = [32, 128, 512],
  decodeTokens = 128,
  runs = 3,
  reference,
  only = [''],
  browserArgs = chromiumArgs,
  onProgress = () => {},
}) {
  if (!existsSync(modules))
    throw new Error('The peers are not installed: run "npm ci --prefix bench/peers".');
  const manifest = await readManifest(modelFolder);
  const granite = isGranite(manifest.config);
  const chosen = candidates.filter(
    ({ id, file }) => only.some((start) => id.startsWith(start)) && (!granite || file === 'q4_0.gguf'),
  );
  if (chosen.length === 0) throw new Error(`No peer's id starts with ${only.join(' or ')}.`);
  const reason = unsupported(manifest);
  if (reason) throw new Error(`The peers cannot run ${manifest.name}: ${reason}.`);

  const { prompt, spelled } = await promptMaker(modelFolder);
  const prompts = promptTokens.map(prompt);
  const checked = reference ? { ids: reference.prompt, text: reference.text } : prompts[0];
  const lengths = [...new Set([1, ...promptTokens, checked.ids.length])];
  onProgress('converting the model');
  const { convertedModel } = await import('./converted.mjs');
  const { folder, megabytes } = await convertedModel(modelFolder, manifest, lengths);
  const { eos_token_id } = await readJson(modelFolder, 'config.json');
  const stops = [eos_token_id].flat();

  const server = await serveFolders({
    page: join(here, 'page'),
    model: folder,
    wllama: join(modules, '@wllama/wllama/esm'),
    ort: join(modules, 'onnxruntime-web/dist'),
  });
  let expected = reference?.continuation;
  const compare = async (peer, row) => {
    const { loadMs, build, adapter } = peer;
    Object.assign(row, { loadMs, ...(adapter && { adapter }) });
    if (build) row.version += ` (llama.cpp ${build})`;
    const notes = [];
    if (expected) {
      row.agreed = await agreement(peer, checked, expected, spelled);
      const { same, of } = row.agreed;
      if (of === 0 || 2 * same < of) throw new Error(`Only ${same} of ${of} greedy tokens are as expected.`);
    } else {
      expected = await firstContinuation(peer, checked, stops);
      notes.push(`the others are compared with its ${expected.length} tokens`);
    }
    const { notes: limits, ...figures } = await speeds(peer, prompts, { decodeTokens, runs });
    Object.assign(row, figures);
    if (notes.concat(limits).length > 0) row.note = notes.concat(limits).join('; ');
  };

  const rows = [];
  try {
    for (const { package: name, weights, ...candidate } of chosen) {
      const { id, peer, backend, threads, file } = candidate;
      onProgress(id);
      const { version } = await readJson(join(modules, name), 'package.json');
      const row = { id, peer, version, backend, threads, weights, megabytes: megabytes[file] };
      rows.push(row);
      const { config } = manifest;
      const contextLength = Math.max(...lengths) + decodeTokens + 64 + (expected?.length ?? 0);
      try {
        const options = { ...candidate, url: server.url, browserArgs, lengths, config, contextLength };
        await withPeer(options, (peer) => compare(peer, row));
      } catch (error) {
        row.failed = error.message.split('\n')[0].replace(/^page\.evaluate: (Error: )?/, '');
      }
    }
  } finally {
    server.close();
  }
  return rows;
}

/** The rows as lines of text. */
export function formatRows(rows) {
  const range = ({ median, min, max }) => {
    const digits = median < 10 ? 1 : 0;
    return `${median.toFixed(digits)} [${min.toFixed(digits)}-${max.toFixed(digits)}]`;
  };
  const width = Math.max(...rows.map(({ id }) => id.length));
  return rows.flatMap(
    ({ id, peer, version, weights, megabytes, adapter, loadMs, agreed, prefill, decode, note, failed }) => {
      const what = [`${peer} ${version}`, `${weights}, ${megabytes.toFixed(0)} MB`, adapter].filter(Boolean);
      const lines = [`${id.padEnd(width)}  ${what.join(', ')}`];
      if (failed) lines.push(`failed: ${failed}`);
      else {
        const agreement = agreed ? `, ${agreed.same} of ${agreed.of} tokens as expected` : '';
        lines.push(`load ${loadMs.toFixed(0)} ms${agreement}`);
        const speeds = prefill.map(({ tokens, tokensPerSecond }) => `${tokens}: ${range(tokensPerSecond)}`);
        lines.push(`tokens/s: decode ${range(decode)}, prefill of ${speeds.join(', ')}`);
      }
      if (note) lines.push(note);
      return lines.map((line, i) => (i === 0 ? line : `${' '.repeat(width)}  ${line}`));
    },
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', default: join(root, 'demo/public/models/m1-nano') },
      prompts: { type: 'string', default: '32,128,512' },
      tokens: { type: 'string', default: '128' },
      runs: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      json: { type: 'string' },
    },
  });
  try {
    const rows = await comparePeers({
      modelFolder: values.model,
      prompts: values.prompts.split(',').map(Number),
      decodeTokens: Number(values.tokens),
      runs: Number(values.runs),
      only: values.only.split(','),
      onProgress: (what) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${what}`),
    });
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    console.log(formatRows(rows).join('\n'));
    if (values.json) await writeFile(values.json, `${JSON.stringify(rows, null, 1)}\n`);
  } catch (error) {
    console.error(`compare: ${error.message}`);
    process.exitCode = 1;
  }
}
