// Opens tokenizer and template of a model folder with the browser's code and renders ordinary conversations, so that the
// converter reports, with the same sentence, what a browser would reject.

import { type ChatText, loadChatText, type ReadText } from '../chat/chat-text.ts';
import type { Message, Tool } from '../contract/messages.ts';
import { PocketM1Error, show } from '../errors.ts';
import { chatTemplateSources } from '../text/chat-template.ts';
import { readTools } from '../text/read-messages.ts';
import { Segmenter } from '../text/segmenter.ts';
import { unusedOptionNotes } from './unused-options.ts';

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

/** Conversations that a template may reject although it renders a question. */
const conversations: [what: string, messages: Message[], tools?: Tool[]][] = [
  ['system messages', [system, ...question]],
  ['a second question', [...answered, ...question]],
  ['tools', question, tools],
  ['results of tools', [...called, { role: 'tool', name: 'look', content: 'a fox' }]],
];

/**
 * Checks that a browser can open the model and answer a question.
 * @returns Sentences about missing files and about conversations that the model rejects.
 * @throws The error of opening the model or of a first question in the browser.
 */
export async function checkChatText(read: ReadText, vocabSize: number): Promise<string[]> {
  if ((await read('tokenizer.json')) === undefined) {
    const noTokenizer = 'without a tokenizer.json no browser can load the model';
    return (await hasTemplate(read)) ? [noTokenizer] : [noTokenizer, noTemplate];
  }
  let text: ChatText;
  try {
    text = await loadChatText(read, vocabSize);
  } catch (error) {
    if (codeOf(error) === 'template' && !(await hasTemplate(read))) return [noTemplate];
    throw error;
  }
  const unspelled = tokenNotes(text, vocabSize);
  return [
    ...unspelled,
    ...stopNotes(text, vocabSize),
    ...unusedOptionNotes(await read('generation_config.json')),
    ...templateNotes(text, vocabSize),
    ...(unspelled.length === 0 ? callNotes(text, vocabSize) : []),
  ];
}

const noTemplate =
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

/** Throws when no question can be rendered. */
function templateNotes(text: ChatText, vocabSize: number): string[] {
  const notes: string[] = [];
  const refused = refusal(text, vocabSize, question);
  if (refused !== undefined) {
    const withSystem = refusal(text, vocabSize, [system, ...question]);
    // With a template that leaves out the question, the model opens and each run fails with that error.
    if (withSystem !== undefined && refused.details.leftOut === undefined) throw refused;
    const what = withSystem === undefined ? 'a question without a system message' : 'questions';
    notes.push(`the model rejects ${what}: ${refused.message}`);
  }
  for (const [what, messages, given] of conversations) {
    const problem = refusal(text, vocabSize, messages, given);
    if (problem !== undefined) notes.push(`the model rejects ${what}: ${problem.message}`);
  }
  return notes;
}

/** Whether a browser reads a call that the template writes for an earlier turn. */
function callNotes(chat: ChatText, vocabSize: number): string[] {
  if (refusal(chat, vocabSize, called, tools) !== undefined) return [];
  const { tokenizer, template } = chat;
  const { text, callSyntax } = template.render(called, { tools, addGenerationPrompt: false });
  const asked = question[0]!.content as string;
  const answer = text.slice(text.lastIndexOf(asked) + asked.length);
  const segmenter = new Segmenter(tokenizer, { callSyntax, tools: readTools(tools) });
  const parts = [...tokenizer.encode(answer).flatMap((id) => segmenter.push(id)), ...segmenter.finish()];
  if (parts.some((part) => part.type === 'tool-call' && part.name === 'look')) return [];
  return ['the chat template writes calls in a form that is not read, so those of answers stay in the text'];
}

function refusal(
  { template, tokenizer }: ChatText,
  vocabSize: number,
  messages: Message[],
  given: Tool[] = [],
): PocketM1Error | undefined {
  try {
    const ids = tokenizer.encode(template.render(messages, { tools: given }).pieces);
    if (ids.length === 0) throw new PocketM1Error('template', 'The chat template writes nothing.');
    const foreign = ids.find((id) => !(id < vocabSize));
    if (foreign === undefined) return undefined;
    const token = show(tokenizer.addedTokens.get(foreign)?.content);
    throw new PocketM1Error(
      'tokenizer',
      `The chat template writes the token ${token}, whose id is ${foreign}, but the model's ids are 0 to ${vocabSize - 1}.`,
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
      `tokenizer.json: the model's ids are 0 to ${vocabSize - 1}, so it lacks the added tokens ${list(foreign)}`,
    );
  }
  const bytes = new Set<number>();
  for (let id = 0; id < vocabSize; id++) {
    const [byte, ...more] = tokenizer.addedTokens.has(id) ? [] : tokenizer.bytesOf(id);
    if (byte !== undefined && more.length === 0) bytes.add(byte);
  }
  // 0xc0, 0xc1 and bytes from 0xf5 on do not occur in UTF-8.
  const utf8 = Array.from({ length: 0xf5 }, (_, byte) => byte).filter(
    (byte) => byte !== 0xc0 && byte !== 0xc1,
  );
  const missing = utf8.filter((byte) => !bytes.has(byte));
  if (missing.length > 0) {
    const shown = missing.map((byte) => `0x${byte.toString(16).padStart(2, '0')}`);
    notes.push(`tokenizer.json: no token spells the bytes ${list(shown)}, so prompts lose them`);
  }
  return notes;
}

function stopNotes({ defaults: { stopIds, unknownStopIds } }: ChatText, vocabSize: number): string[] {
  const unknown = [...unknownStopIds, ...stopIds.filter((id) => id >= vocabSize)];
  const notes: string[] = [];
  if (unknown.length > 0) {
    notes.push(
      `eos_token_id: the model has no token with the id ${unknown.join(' or ')}, so it does not end an answer`,
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
