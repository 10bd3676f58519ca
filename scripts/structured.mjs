// npm run structured -- [FOLDER] [options]: generates answers with each JSON schema of a folder, at temperature 1, and prints how
// many ended, parsed and are valid by ajv. Fails if an answer that ended is invalid, if fewer than 95 % end, or if a schema is
// rejected. Runs on Dawn in Node.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openProjectModules, root } from './project-modules.mjs';

const help = `npm run structured -- [FOLDER] [options]
  FOLDER            *.json schemas (default test/fixtures/schemas)
  --model FOLDER    a shard folder (default demo/public/models/m1-nano)
  --count N         answers in all, the same number for each schema, rounded up (default 1000)
  --max-tokens N    tokens of an answer (default 512)
  --thinking N      tokens of thinking before the text, which are part of them; 0: none (default 64)
  --seed N          of the first answer to each schema (default 1)`;

const { values, positionals } = readArguments();
if (values.help) {
  console.log(help);
  process.exit();
}

const { load, close } = await openProjectModules();
try {
  process.exitCode = await main();
} catch (error) {
  console.error(`structured: ${error.message}`);
  process.exitCode = 1;
} finally {
  await close();
}
process.exit();

async function main() {
  const schemas = readSchemas(resolve(positionals[0] ?? join(root, 'test/fixtures/schemas')));
  const answers = Math.ceil(wholeNumber('count', 1) / schemas.length);
  const options = {
    answers,
    maxTokens: wholeNumber('max-tokens', 1),
    thinkingBudget: wholeNumber('thinking', 0),
    seed: wholeNumber('seed', 0),
  };
  if (!existsSync(join(values.model, 'manifest.json')))
    throw new Error(`${values.model} has no manifest.json.`);
  const { openModelFiles, openChat } = await load('/training/evaluate/model-files.ts');
  const { openNodeGpu } = await load('/src/cli/node-gpu.ts');
  const { answerSchema, structuredHead, structuredRow, structuredTotal } = await load(
    '/bench/structured-answers.ts',
  );
  const gpu = await openNodeGpu();
  console.log(`${schemas.length} schemas, ${answers} answers each, on ${gpu.name}`);
  const chat = await openChat(gpu, await openModelFiles(values.model), 2048);
  const width = Math.max(...schemas.map(({ name }) => name.length));
  console.log(structuredHead(width));
  const figures = [];
  const started = performance.now();
  for (const schema of schemas) {
    figures.push(await answerSchema(chat, schema, options));
    console.log(structuredRow(figures.at(-1), width));
  }
  chat.engine.dispose();
  const { total, problems } = structuredTotal(figures);
  console.log(structuredRow(total, width));
  console.log(`${Math.round((performance.now() - started) / 1000)} seconds`);
  for (const problem of problems) console.error(problem);
  return problems.length > 0 ? 1 : 0;
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        model: { type: 'string', default: join(root, 'demo/public/models/m1-nano') },
        count: { type: 'string', default: '1000' },
        'max-tokens': { type: 'string', default: '512' },
        thinking: { type: 'string', default: '64' },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    console.error(`structured: ${error.message.split('. ')[0]}; --help lists the options.`);
    process.exit(1);
  }
}

function readSchemas(folder) {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  if (files.length === 0) throw new Error(`${folder} has no *.json schemas.`);
  return files.map((file) => {
    try {
      const schema = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      return { name: file.replace(/\.json$/, ''), schema, isValid: validatorOf(schema) };
    } catch (error) {
      throw new Error(`${file} cannot be read: ${error.message}`);
    }
  });
}

/** The validator of the draft that the schema names. Default: 2020-12. */
function validatorOf(schema) {
  const draft = /draft-0[67]|2019-09/.exec(schema.$schema)?.[0];
  const Validator = draft === undefined ? Ajv2020 : draft === '2019-09' ? Ajv2019 : Ajv;
  const ajv = new Validator({ strict: false, logger: false });
  // Draft 7 contains all of draft 6.
  if (draft === 'draft-06') ajv.addMetaSchema({ $id: 'http://json-schema.org/draft-06/schema' });
  formats.default(ajv);
  return ajv.compile(schema);
}

function wholeNumber(option, least) {
  const number = Number(values[option]);
  if (!Number.isInteger(number) || number < least)
    throw new Error(`--${option} is "${values[option]}", expected a whole number of at least ${least}.`);
  return number;
}
