// The demo: loads the bundled model, chats with it, and shows which experts it fetches.

import {
  loadModel,
  type Message,
  type Model,
  PocketM1Error,
  type Progress,
  runTools,
  type ToolCall,
  type ToolRunResult,
} from '../src/index.ts';
import { byId, formatBytes } from './elements.ts';
import { ExpertGrid } from './expert-grid.ts';
import { offerInstallation } from './install.ts';
import { OfflineCopy } from './offline-copy.ts';
import { tools } from './tools.ts';
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

/** Maximum number of answers per question. */
const maxRounds = 5;

let model: Model | undefined;
let conversation: Message[] = [];
/** Aborts the answer that is being written; undefined between answers. */
let answering: AbortController | undefined;

async function load(): Promise<void> {
  // When the model is loaded again, a conversation has replaced the welcome.
  const container = welcome.isConnected ? start : log;
  container.append(loading);
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
    container.append(problemBox(sentenceOf(error), again));
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
  updateControls();
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

/** Answers a question and runs the tools that the model calls. */
async function ask(text: string): Promise<void> {
  if (!model || answering || text.trim() === '') return;
  // Keep this conversation, because a new chat may begin before this answer has ended.
  const messages = conversation;
  welcome.remove();
  messages.push({ role: 'user', content: text });
  showQuestion(text);
  const own = new AbortController();
  answering = own;
  const { signal } = own;
  updateControls();
  say('Answering…');
  try {
    const result = await answer(model, messages, signal);
    const calls = result.finishReason === 'tool-calls';
    // Calls without results stay out of the conversation.
    messages.push(...(calls ? result.messages.slice(0, -1) : result.messages));
    if (calls) showProblem('The model kept calling its tools and was stopped.');
    else say('The answer is complete.');
  } catch (error) {
    // Remove a question without an answer, because the next one would be read as its continuation.
    if (messages.at(-1)?.role === 'user') {
      messages.pop();
      if (answering === own && question.value === '') question.value = text;
    }
    if (answering === own) say(signal.aborted ? 'Stopped.' : 'The answer failed.');
    if (!signal.aborted) showProblem(sentenceOf(error), remedyFor(error));
  } finally {
    // By now, a new chat may be answering.
    if (answering === own) answering = undefined;
    updateControls();
    void offlineCopy.update();
  }
}

/** Shows the answers of the model, and the results of the tools that it calls. */
async function answer(model: Model, messages: Message[], signal: AbortSignal): Promise<ToolRunResult> {
  let view = new AnswerView();
  const calls = new Map<string, ToolCall>();
  const run = runTools(model, messages, {
    temperature: temperature.valueAsNumber,
    maxTokens: 1024,
    signal,
    tools: useTools.checked ? tools : {},
    maxRounds,
  });
  try {
    for await (const part of run) {
      if (part.type === 'tool-result') {
        showToolResult(calls.get(part.id)!, part.content);
        calls.delete(part.id);
        if (calls.size === 0) view = new AnswerView();
      } else if (part.type === 'round-finish') {
        view.finish(part);
        const { decodeTokensPerSecond: speed } = part.timings;
        if (speed > 0) byId('speed').textContent = `${formatSpeed(speed)} tok/s`;
      } else if (part.type !== 'finish') {
        view.add(part);
        if (part.type === 'tool-call') calls.set(part.id, part);
      }
    }
  } catch (error) {
    view.end(signal.aborted ? 'stopped' : 'failed');
    if (view.text !== '') messages.push({ role: 'assistant', content: view.text });
    throw error;
  }
  return run.result;
}

function startNewChat(): void {
  answering?.abort();
  answering = undefined;
  conversation = [];
  log.replaceChildren(welcome);
  updateControls();
  question.focus();
}

/** Shows, hides, enables and disables buttons by the current state. */
function updateControls(): void {
  const focused = document.activeElement;
  send.hidden = answering !== undefined;
  stop.hidden = answering === undefined;
  send.disabled = !model || question.value.trim() === '';
  newChat.disabled = !model;
  forget.disabled = !model;
  // A new version waits until the answer is complete.
  reload.disabled = answering !== undefined;
  log.ariaBusy = String(answering !== undefined);
  // Move the focus of a hidden button to the one that replaces it.
  if (focused === send && send.hidden) stop.focus();
  // Not on touch screens, where the keyboard would cover the answer.
  if (focused === stop && stop.hidden && matchMedia('(pointer: fine)').matches) question.focus();
}

/** Loads the model again; the page keeps the conversation. */
function loadAgain(): void {
  model = undefined;
  updateControls();
  say('Loading the model again…');
  void load();
}

async function forgetModel(): Promise<void> {
  const text = `Deleted ${formatBytes(await offlineCopy.delete())}.`;
  byId('storage-note').textContent = text;
  say(text);
}

/** Shows a problem that does not stop the chat. */
function warn(text: string): void {
  byId('warning-text').textContent = text;
  byId('warning').hidden = false;
}

/** Announces a text to screen readers. */
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
question.addEventListener('input', updateControls);
question.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') answering?.abort();
  // While an input method composes, Enter chooses a character; Safari reports that only by keyCode.
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
// The browser may have restored the slider's value.
showTemperature();

// The explanations are open if they fit the window without scrolling.
const largeWindow = matchMedia('(min-width: 881px) and (min-height: 760px)');
const unfold = (): void => {
  byId<HTMLDetailsElement>('more').open = largeWindow.matches;
};
largeWindow.addEventListener('change', unfold);
unfold();

for (const button of suggestionList.querySelectorAll('button')) {
  button.addEventListener('click', () => {
    // The model cannot answer this without its tools.
    if (button.dataset.needsTools !== undefined) useTools.checked = true;
    void ask(button.lastChild!.textContent!);
    stop.focus();
  });
}
// The shape of the bundled model, to draw the grid before the model is loaded.
grid.draw(8, 32);
offerInstallation();
keepPage().then(
  () => offlineCopy.pageIsKept(),
  () => warn('This browser cannot keep the page for use without a network.'),
);
void load();
