// Opens the text side of a model folder as a browser does and asks it ordinary questions, so that what a visitor's browser
// would refuse is refused, in the same sentence, by whoever makes the folder.

import { type ChatText, loadChatText, type ReadText } from '../chat/chat-text.ts';
import type { Message, Tool } from '../contract/messages.ts';
import { PocketM1Error, show } from '../errors.ts';
import { chatTemplateSources } from '../text/chat-template.ts';

const question: Message[] = [{ role: 'user', content: 'what is it?' }];
const system: Message = { role: 'system', content: 'be brief.' };
const answered: Message[] = [...question, { role: 'assistant', content: 'a fox.' }];
const called: Message[] = [
  ...question,
  { role: 'assistant', content: '', toolCalls: [{ name: 'look', arguments: { at: 'it' } }] },
];
const tools: Tool[] = [
  { name: 'look', description: 'look at it', parameters: { type: 'object', properties: {} } },
];

/** What a template may refuse while it still answers a question. */
const conversations: [what: string, messages: Message[], tools?: Tool[]][] = [
  ['system messages', [system, ...question]],
  ['a second question', [...answered, ...question]],
  ['tools', question, tools],
  ['results of tools', [...called, { role: 'tool', name: 'look', content: 'a fox' }]],
];

/**
 * Whether a browser will open the model and answer a question.
 *
 * @returns sentences about what it will miss, or refuse although it answers.
 * @throws PocketM1Error what opening the model and a first question throw in the browser.
 */
export async function checkChatText(read: ReadText, vocabSize: number): Promise<string[]> {
  if ((await read('tokenizer.json')) === undefined) {
    const without = 'without a tokenizer.json no browser can load the model';
    return (await hasTemplate(read)) ? [without] : [without, withoutTemplate];
  }
  let text: ChatText;
  try {
    text = await loadChatText(read, vocabSize);
  } catch (error) {
    if (codeOf(error) === 'template' && !(await hasTemplate(read))) return [withoutTemplate];
    throw error;
  }
  return [...tokenNotes(text, vocabSize), ...stopNotes(text, vocabSize), ...templateNotes(text, vocabSize)];
}

const withoutTemplate =
  'without a chat template, in tokenizer_config.json or chat_template.jinja, no browser can load the model';

async function hasTemplate(read: ReadText): Promise<boolean> {
  const config = await read('tokenizer_config.json');
  try {
    chatTemplateSources(config && JSON.parse(config));
    return true;
  } catch {
    return false;
  }
}

/** Throws where no ordinary question gets a prompt. */
function templateNotes(text: ChatText, vocabSize: number): string[] {
  const notes: string[] = [];
  const refused = refusal(text, vocabSize, question);
  if (refused !== undefined) {
    const withSystem = refusal(text, vocabSize, [system, ...question]);
    // A template that leaves the question out opens all the same, and each run says so.
    if (withSystem !== undefined && refused.details.leftOut === undefined) throw refused;
    const what = withSystem === undefined ? 'a question without a system message' : 'questions';
    notes.push(`the model refuses ${what}: ${refused.message}`);
  }
  for (const [what, messages, given] of conversations) {
    const problem = refusal(text, vocabSize, messages, given);
    if (problem !== undefined) notes.push(`the model refuses ${what}: ${problem.message}`);
  }
  return notes;
}

function refusal(
  { template, tokenizer }: ChatText,
  vocabSize: number,
  messages: Message[],
  given: Tool[] = [],
): PocketM1Error | undefined {
  try {
    const ids = tokenizer.encode(template.render(messages, { tools: given }).pieces);
    if (ids.length === 0) throw new PocketM1Error('template', 'the chat template writes nothing.');
    const foreign = ids.find((id) => !(id < vocabSize));
    if (foreign === undefined) return undefined;
    const token = show(tokenizer.addedTokens.get(foreign)?.content);
    throw new PocketM1Error(
      'tokenizer',
      `the chat template writes the token ${token}, whose id is ${foreign}, but the model knows 0 to ${vocabSize - 1}.`,
    );
  } catch (error) {
    if (error instanceof PocketM1Error) return error;
    throw error;
  }
}

function tokenNotes({ tokenizer }: ChatText, vocabSize: number): string[] {
  const notes: string[] = [];
  const foreign = tokenizer
    .idsFrom(vocabSize)
    .map((id) => `${show(tokenizer.addedTokens.get(id)?.content)} (${id})`);
  if (foreign.length > 0) {
    notes.push(
      `tokenizer.json: the model knows 0 to ${vocabSize - 1}, but not the added tokens ${list(foreign)}`,
    );
  }
  const bytes = new Set<number>();
  for (let id = 0; id < vocabSize; id++) {
    const [byte, ...more] = tokenizer.addedTokens.has(id) ? [] : tokenizer.bytesOf(id);
    if (byte !== undefined && more.length === 0) bytes.add(byte);
  }
  const missing = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !bytes.has(byte));
  // Bytes that no UTF-8 has are not missed.
  const missed = missing.filter((byte) => byte < 0xf5 && byte !== 0xc0 && byte !== 0xc1);
  if (missed.length > 0) {
    const shown = missed.map((byte) => `0x${byte.toString(16).padStart(2, '0')}`);
    notes.push(
      `tokenizer.json: no token stands for the bytes ${list(shown)}: text loses them on its way to the model`,
    );
  }
  return notes;
}

function stopNotes({ defaults: { stopIds, unknownStopIds } }: ChatText, vocabSize: number): string[] {
  const unknown = [...unknownStopIds, ...stopIds.filter((id) => id >= vocabSize)];
  const notes: string[] = [];
  if (unknown.length > 0) {
    notes.push(
      `eos_token_id: no token of the model has the id ${unknown.join(' or ')}, so none of them ends an answer`,
    );
  }
  if (unknown.length === 0 && stopIds.length === 0) {
    notes.push(
      'neither generation_config.json nor config.json nor tokenizer_config.json names a token that ends an answer',
    );
  }
  return notes;
}

function list(items: string[]): string {
  return items.length > 8 ? `${items.slice(0, 8).join(', ')} and ${items.length - 8} more` : items.join(', ');
}

function codeOf(error: unknown): string | undefined {
  return error instanceof PocketM1Error ? error.code : undefined;
}
