// The demo: loads the bundled model, chats with it, and shows which experts that takes.

import { loadModel, type Message, type Model, PocketM1Error, type Progress, type Run } from '../src/index.ts';
import { byId, formatBytes } from './elements.ts';
import { ExpertGrid } from './expert-grid.ts';
import { offerInstallation } from './install.ts';
import { OfflineCopy } from './offline-copy.ts';
import { callTool, tools } from './tools.ts';
import {
  AnswerView,
  formatSpeed,
  problemBox,
  type Remedy,
  showProblem,
  showQuestion,
  showToolResult,
} from './turns.ts';
import { keepPage } from './update.ts';

const address = new URLSearchParams(location.search).get('model') ?? './models/m1-nano/';

const log = byId('log');
const welcome = byId('welcome');
const question = byId<HTMLTextAreaElement>('question');
const send = byId<HTMLButtonElement>('send');
const stop = byId<HTMLButtonElement>('stop');
const newChat = byId<HTMLButtonElement>('new-chat');
const temperature = byId<HTMLInputElement>('temperature');
const forget = byId<HTMLButtonElement>('forget');
const reload = byId<HTMLButtonElement>('reload');
const useTools = byId<HTMLInputElement>('tools');
const start = byId('start');
const loading = byId('loading');
const loadingBar = byId<HTMLProgressElement>('loading-bar');
const loadingLabel = byId('loading-label');
const suggestionList = byId('suggestions');
const grid = new ExpertGrid();
const offlineCopy = new OfflineCopy({ address, grid, say });

/** A model that asks for tools again and again gets no further answers. */
const mostRounds = 5;

let model: Model | undefined;
let conversation: Message[] = [];
/** Aborts the answer that is being written; undefined between answers. */
let answering: AbortController | undefined;

async function load(): Promise<void> {
  // A model that is loaded again finds a conversation in place of the welcome.
  const place = welcome.isConnected ? start : log;
  place.append(loading);
  loading.hidden = false;
  start.querySelector('.problem')?.remove();
  try {
    model = await loadModel(address, {
      prefetch: offlineCopy.wanted,
      onProgress: showProgress,
      onShard: (shard) => {
        grid.show(shard);
        offlineCopy.arrived(shard);
      },
      onWarning: ({ message }) => warn(message),
    });
  } catch (error) {
    const again = { label: 'Try again', run: () => void load() };
    place.append(problemBox(sentenceOf(error), again));
    return;
  } finally {
    loading.hidden = true;
  }
  const { name, config, gpuName } = model;
  grid.draw(config.layers.length, config.numLocalExperts);
  byId('subtitle').textContent =
    `${name}: ${config.layers.length} layers of ${config.numLocalExperts} experts, on ${gpuName}`;
  suggestionList.hidden = false;
  say('The model is ready.');
  showWhatIsPossible();
  void offlineCopy.open(model);
}

function showProgress({ phase, fraction, loadedBytes, totalBytes }: Progress): void {
  loadingBar.value = fraction;
  loadingLabel.textContent = {
    manifest: 'Opening the model…',
    download: `Fetching ${formatBytes(loadedBytes)} of ${formatBytes(totalBytes)}`,
    compile: 'Compiling for your GPU…',
    ready: 'Ready',
  }[phase];
}

/** Answers a question, calling tools on the way as often as the model asks for them. */
async function ask(text: string): Promise<void> {
  if (!model || answering || text.trim() === '') return;
  // A new chat may begin before this answer has ended; what still comes belongs to the old one.
  const messages = conversation;
  welcome.remove();
  messages.push({ role: 'user', content: text });
  showQuestion(text);
  const own = new AbortController();
  answering = own;
  const { signal } = own;
  showWhatIsPossible();
  say('Answering…');
  try {
    let more = true;
    for (let round = 0; more && round < mostRounds && !signal.aborted; round++) {
      more = await answer(model, messages, signal);
    }
    if (signal.aborted) return;
    if (more) showProblem('The model asked for its tools again and again, and was stopped.');
    else say('The answer is complete.');
  } catch (error) {
    // A question without an answer would be read as the beginning of the next one.
    if (messages.at(-1)?.role === 'user') {
      messages.pop();
      if (answering === own && question.value === '') question.value = text;
    }
    if (answering === own) say(signal.aborted ? 'Stopped.' : 'The answer broke off.');
    if (!signal.aborted) showProblem(sentenceOf(error), remedyFor(error));
  } finally {
    // A new chat may be answering by now.
    if (answering === own) answering = undefined;
    showWhatIsPossible();
    void offlineCopy.update();
  }
}

/** Writes one turn of the model. Returns whether it has asked for tools, and so has more to say. */
async function answer(model: Model, messages: Message[], signal: AbortSignal): Promise<boolean> {
  const view = new AnswerView();
  const offered = useTools.checked ? tools : [];
  const run = model.generate(messages, {
    temperature: temperature.valueAsNumber,
    maxTokens: 1024,
    signal,
    tools: offered,
  });
  try {
    await showParts(run, view);
  } catch (error) {
    view.end(signal.aborted ? 'stopped' : 'broke off');
    if (view.text !== '') messages.push({ role: 'assistant', content: view.text });
    throw error;
  }
  const { text, thinking, toolCalls: calls } = await run.result;
  // It may have been complete just before it was stopped; then nothing follows from it.
  const toolCalls = signal.aborted ? [] : calls;
  messages.push({ role: 'assistant', content: text, thinking, toolCalls });
  for (const call of toolCalls) {
    const result = callTool(call, offered);
    messages.push(result);
    showToolResult(call, String(result.content));
  }
  return toolCalls.length > 0;
}

async function showParts(run: Run, view: AnswerView): Promise<void> {
  for await (const part of run) {
    view.add(part);
    if (part.type !== 'finish') continue;
    view.finish(part);
    const { decodeTokensPerSecond: speed } = part.timings;
    if (speed > 0) byId('speed').textContent = `${formatSpeed(speed)} tok/s`;
  }
}

function startNewChat(): void {
  answering?.abort();
  answering = undefined;
  conversation = [];
  log.replaceChildren(welcome);
  showWhatIsPossible();
  question.focus();
}

function showWhatIsPossible(): void {
  const focused = document.activeElement;
  send.hidden = answering !== undefined;
  stop.hidden = answering === undefined;
  send.disabled = !model || question.value.trim() === '';
  newChat.disabled = !model;
  forget.disabled = !model;
  // A new version waits until the answer is complete.
  reload.disabled = answering !== undefined;
  log.ariaBusy = String(answering !== undefined);
  // Whoever has pressed a button that is gone goes on from the one in its place.
  if (focused === send && send.hidden) stop.focus();
  // On a touch screen that would raise the keyboard over the answer.
  if (focused === stop && stop.hidden && matchMedia('(pointer: fine)').matches) question.focus();
}

/** The conversation stays: it is the page's. */
function loadAgain(): void {
  model = undefined;
  showWhatIsPossible();
  say('Loading the model again…');
  void load();
}

async function forgetModel(): Promise<void> {
  const text = `Deleted ${formatBytes(await offlineCopy.delete())}.`;
  byId('storage-note').textContent = text;
  say(text);
}

/** Something is not as it should be, yet the chat goes on. */
function warn(text: string): void {
  byId('warning-text').textContent = text;
  byId('warning').hidden = false;
}

/** For those who listen rather than look. */
function say(text: string): void {
  byId('status').textContent = text;
}

function sentenceOf(error: unknown): string {
  if (error instanceof PocketM1Error && error.code === 'context-exceeded') {
    return 'This conversation has grown too long for the model: start a new chat.';
  }
  return error instanceof Error ? error.message : String(error);
}

function remedyFor(error: unknown): Remedy | undefined {
  if (!(error instanceof PocketM1Error) || error.code !== 'worker-crashed') return undefined;
  return { label: 'Load the model again', run: loadAgain };
}

byId<HTMLFormElement>('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  if (!model || answering) return;
  const text = question.value;
  question.value = '';
  void ask(text);
});
question.addEventListener('input', showWhatIsPossible);
question.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') answering?.abort();
  // While an input method composes, Enter chooses a character; Safari says so by the key's code alone.
  const composing = event.isComposing || event.keyCode === 229;
  if (event.key !== 'Enter' || event.shiftKey || composing) return;
  event.preventDefault();
  byId<HTMLFormElement>('composer').requestSubmit();
});
stop.addEventListener('click', () => answering?.abort());
byId('dismiss').addEventListener('click', () => {
  byId('warning').hidden = true;
});
newChat.addEventListener('click', startNewChat);
forget.addEventListener('click', () => void forgetModel());
const showTemperature = (): void => {
  byId('temperature-value').textContent = temperature.value;
};
temperature.addEventListener('input', showTemperature);
// The browser may have kept the slider's place from before.
showTemperature();

// Where they need not be scrolled the explanations are unfolded; on a phone the conversation needs the room.
const roomy = matchMedia('(min-width: 881px) and (min-height: 760px)');
const unfold = (): void => {
  byId<HTMLDetailsElement>('more').open = roomy.matches;
};
roomy.addEventListener('change', unfold);
unfold();

for (const button of suggestionList.querySelectorAll('button')) {
  button.addEventListener('click', () => {
    // Beyond the model without its tools.
    if (button.dataset.needsTools !== undefined) useTools.checked = true;
    void ask(button.lastChild!.textContent!);
    stop.focus();
  });
}
// The shape of the bundled model, so that the picture is there before the model is.
grid.draw(8, 32);
offerInstallation();
keepPage().then(
  () => offlineCopy.pageIsKept(),
  () => warn('This browser cannot keep the page for use without a network.'),
);
void load();
