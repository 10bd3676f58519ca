// npm run evaluate -- [FOLDER…] [options]: evaluates models with the library's own engine. Prints Markdown tables and writes
// JSON. --help lists the options. For example, three weight formats of one model, all sections:
//
//   npm run evaluate -- shards/q4 shards/q8 shards/f16 --json evaluation.json
//
// The problems are those of `python training/problems.py`, which the training data excludes. A problem is solved if the text
// after the thinking, or the tool calls, equal the expected ones. The JSON has the date, the host, the options and, for
// each folder, its revision and formats and, by section, every answer.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { openProjectModules, root } from './project-modules.mjs';

const { load, close } = await openProjectModules();
const { createProgress } = await load('/training/evaluate/progress.ts');
const { isTTY } = process.stderr;
const onProgress = createProgress((text) => process.stderr.write(text), isTTY);
try {
  await main();
} catch (error) {
  console.error(`${isTTY ? '\r\x1b[K' : ''}evaluate: ${error.message}`);
  process.exitCode = 1;
} finally {
  await close();
}
process.exit();

async function main() {
  const { help, parseCommandLine } = await load('/training/evaluate/command-line.ts');
  const args = parseCommandLine(process.argv.slice(2), {
    folder: join(root, 'demo/public/models/m1-nano'),
    problems: join(root, 'training/evaluate/problems.jsonl'),
    wordings: join(root, 'training/evaluate/wordings.jsonl'),
    conversations: join(root, 'training/evaluate/conversations.jsonl'),
    everyday: join(root, 'training/evaluate/everyday.jsonl'),
    text: join(root, 'training/evaluate/held-out.txt'),
  });
  const {
    help: wantsHelp,
    folders,
    problems: problemsFile,
    wordings: wordingsFile,
    conversations: conversationsFile,
    everyday: everydayFile,
    text: textFile,
    failures,
    json,
    ...options
  } = args;
  if (wantsHelp) return console.log(help);
  const { needsProblems, needsText, evaluate } = await load('/training/evaluate/run.ts');
  const { openModelFiles } = await load('/training/evaluate/model-files.ts');
  const { parseProblems } = await load('/training/evaluate/problems.ts');
  const { parseConversations } = await load('/training/evaluate/conversations.ts');
  const problems = needsProblems(options.sections)
    ? await read(problemsFile, '--problems', 'held-out problems')
    : '';
  const wants = (section) => options.sections.includes(section);
  const wordings = wants('wordings') ? await read(wordingsFile, '--wordings', 'problems in other words') : '';
  const conversations = wants('conversations')
    ? await read(conversationsFile, '--conversations', 'scripted conversations')
    : '';
  const everyday = wants('everyday') ? await read(everydayFile, '--everyday', 'everyday questions') : '';
  const text = needsText(options.sections) ? await read(textFile, '--text', 'held-out text') : '';
  // Hashes of the problems and the text, because only reports with the same ones are comparable.
  const texts = Object.entries({ problems, wordings, conversations, everyday, text });
  const asked = Object.fromEntries(texts.map(([name, given]) => [name, given && sha256(given)]));
  for (const folder of folders) {
    if (!existsSync(join(folder, 'manifest.json'))) throw new Error(`${folder} has no manifest.json.`);
  }
  const models = await Promise.all(folders.map(openModelFiles));
  const inputs = {
    models,
    problems: needsProblems(options.sections) ? parseProblems(problems, problemsFile) : [],
    wordings: wants('wordings') ? parseProblems(wordings, wordingsFile) : [],
    conversations: wants('conversations') ? parseConversations(conversations, conversationsFile) : [],
    everyday: wants('everyday') ? parseConversations(everyday, everydayFile) : [],
    text,
  };

  const { openNodeGpu } = await load('/src/cli/node-gpu.ts');
  const gpu = await openNodeGpu();
  const started = performance.now();
  let latest;
  const show = () => {
    if (isTTY) process.stderr.write('\r\x1b[K');
    if (latest) console.log(reportLines(latest).join('\n'));
    if (latest && failures > 0) console.log(failureLines(latest, failures).join('\n'));
  };
  const write = async (report) => {
    latest = report;
    if (!json) return;
    const host = {
      cpu: cpus()[0]?.model ?? 'unknown CPU',
      cores: cpus().length,
      seconds: Math.round((performance.now() - started) / 1000),
    };
    const file = { schema: 1, date: new Date().toISOString(), host, options, asked, ...report };
    await writeFile(`${json}.tmp`, `${JSON.stringify(file, null, 1)}\n`);
    await rename(`${json}.tmp`, json);
  };
  const { failureLines } = await load('/training/evaluate/failures.ts');
  const { reportLines } = await load('/training/evaluate/tables.ts');
  if (json) await mkdir(dirname(json), { recursive: true });
  process.once('SIGINT', async () => {
    if (latest) await write(latest);
    show();
    process.exit(130);
  });
  try {
    await write(await evaluate(gpu, inputs, options, { onProgress, onReport: write }));
  } finally {
    // The results so far are printed, however the run ended.
    show();
  }
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

function read(file, option, what) {
  return readFile(file, 'utf8').catch(({ code }) => {
    throw new Error(`${file} cannot be read (${code}): name the ${what} with ${option} FILE.`);
  });
}
