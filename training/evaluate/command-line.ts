// The command line of `npm run evaluate`.

import { parseArgs } from 'node:util';

export const sections = [
  'problems',
  'wordings',
  'conversations',
  'everyday',
  'text',
  'recall',
  'budget',
  'quantization',
] as const;
export type Section = (typeof sections)[number];

export interface EvaluateArguments {
  help: boolean;
  folders: string[];
  sections: Section[];
  problems: string;
  wordings: string;
  conversations: string;
  everyday: string;
  text: string;
  /** Undefined: all tasks. */
  tasks: string[] | undefined;
  count: number;
  conversationCount: number;
  everydayCount: number;
  maxTokens: number;
  lengths: number[];
  recallCount: number;
  budgets: number[];
  budgetCount: number;
  failures: number;
  json: string | undefined;
}

export const help = `npm run evaluate -- [FOLDER…] [options]

Evaluates shard folders written by "pocket-m1 convert" (default: the bundled model) with the library's own engine
in Dawn on this machine's Vulkan driver (VK_DRIVER_FILES picks one). Prints tables in Markdown.

  --sections a,b,…      problems      greedy answers to held-out problems, graded exactly
                        wordings      greedy answers to problems in held-out wordings, and in others
                        conversations scripted conversations of three turns
                        everyday    questions that others have written, graded by the word or number
                        text          bits per byte of held-out text
                        recall        one of four facts, against the length of the context
                        budget        accuracy against thinking budget
                        quantization  folders of one model side by side: accuracy, KL divergence and top-1 agreement
                        (default: all; quantization needs two folders or more)
  --problems FILE       (default training/evaluate/problems.jsonl)
  --wordings FILE       (default training/evaluate/wordings.jsonl)
  --conversations FILE  (default training/evaluate/conversations.jsonl)
  --everyday FILE       (default training/evaluate/everyday.jsonl)
  --tasks a,b,…         only problems of these tasks
  --count N             problems of each task, and of each kind of wording (default 100)
  --conversation-count N  conversations, of all kinds alike (default 200)
  --everyday-count N    everyday questions, of all kinds alike (default 240)
  --max-tokens N        most tokens of an answer to a problem, thinking included (default 512)
  --text FILE           held-out text (default training/evaluate/held-out.txt)
  --lengths N,…         context lengths of recall, in tokens (default 128,512,2048,4096)
  --recall-count N      questions for each length and each of five places of the fact (default 4)
  --budgets N,…         thinking budgets, in tokens (default 0,16,64,256)
  --budget-count N      problems of each task that asks for thinking (default 25)
  --failures K          print K wrong answers of each task, and K conversations of each kind that went wrong
  --json FILE           write everything to FILE, every answer included
  --help                this text`;

/** @throws Error with one sentence that names the argument. `defaults`: the folder and files of the evaluation. */
export function parseCommandLine(
  args: readonly string[],
  defaults: Pick<EvaluateArguments, 'problems' | 'wordings' | 'conversations' | 'everyday' | 'text'> & {
    folder: string;
  },
): EvaluateArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      sections: { type: 'string' },
      problems: { type: 'string', default: defaults.problems },
      wordings: { type: 'string', default: defaults.wordings },
      conversations: { type: 'string', default: defaults.conversations },
      everyday: { type: 'string', default: defaults.everyday },
      text: { type: 'string', default: defaults.text },
      tasks: { type: 'string' },
      count: { type: 'string', default: '100' },
      'conversation-count': { type: 'string', default: '200' },
      'everyday-count': { type: 'string', default: '240' },
      'max-tokens': { type: 'string', default: '512' },
      lengths: { type: 'string', default: '128,512,2048,4096' },
      'recall-count': { type: 'string', default: '4' },
      budgets: { type: 'string', default: '0,16,64,256' },
      'budget-count': { type: 'string', default: '25' },
      failures: { type: 'string', default: '0' },
      json: { type: 'string' },
    },
  });
  const folders = positionals.length > 0 ? positionals : [defaults.folder];
  return {
    help: values.help,
    folders,
    sections: parseSections(values.sections, folders.length),
    problems: values.problems,
    wordings: values.wordings,
    conversations: values.conversations,
    everyday: values.everyday,
    text: values.text,
    tasks: values.tasks?.split(','),
    count: integer('count', values.count, 1, 1e6),
    conversationCount: integer('conversation-count', values['conversation-count'], 1, 1e6),
    everydayCount: integer('everyday-count', values['everyday-count'], 1, 1e6),
    maxTokens: integer('max-tokens', values['max-tokens'], 1, 1e5),
    lengths: integers('lengths', values.lengths, 1, 1e6),
    recallCount: integer('recall-count', values['recall-count'], 1, 1e4),
    budgets: integers('budgets', values.budgets, 0, 1e5),
    budgetCount: integer('budget-count', values['budget-count'], 1, 1e6),
    failures: integer('failures', values.failures, 0, 1e6),
    json: values.json,
  };
}

function parseSections(text: string | undefined, folders: number): Section[] {
  if (text === undefined) return sections.filter((section) => section !== 'quantization' || folders > 1);
  const wanted = text.split(',').map((name) => {
    const section = sections.find((known) => known === name);
    if (section) return section;
    throw new Error(`--sections has "${name}", expected some of ${sections.join(', ')}.`);
  });
  if (wanted.includes('quantization') && folders < 2) {
    throw new Error('--sections has "quantization", which compares two folders or more of the same model.');
  }
  return wanted;
}

function integers(option: string, text: string, minimum: number, maximum: number): number[] {
  return text.split(',').map((part) => integer(option, part, minimum, maximum));
}

function integer(option: string, text: string, minimum: number, maximum: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
  throw new Error(
    `--${option} has "${text}", expected a whole number from ${minimum} to ${maximum.toLocaleString('en')}.`,
  );
}
