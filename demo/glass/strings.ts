// The texts of the glass engine, so that it can be translated.

const count = (number: number): string => number.toLocaleString('en');

export const glassStrings = {
  title: 'The engine under glass',
  close: 'Close the panel',
  askFirst: 'Ask something: the next answer is shown here, token by token.',

  speed: 'Tokens/s',
  faults: 'Waits',
  tokens: 'Tokens',
  context: 'Context',
  contextOf: (tokens: number, length: number) => `${count(tokens)} of ${count(length)} tokens`,
  unknown: '–',

  heatMap: 'Experts by layer',
  heatMapHelp:
    'A row is a layer, a square an expert. Point at one, or move through the grid with the arrow keys.',
  heatMapLabel: (layers: number, experts: number) => `Experts: ${layers} layers of ${experts}`,
  places: { gpu: 'on the GPU', stored: 'stored on this device', server: 'not fetched' },
  expert: (layer: number, expert: number, place: string, bytes: string) =>
    `Layer ${layer}, expert ${expert}: ${place}, ${bytes}`,
  usedBy: (tokens: number, all: number, percent: string) =>
    `, chosen for ${count(tokens)} of ${count(all)} tokens (${percent})`,
  chosenNow: ', and for the token shown',
  legendOften: 'on the GPU: the stronger, the more often chosen',
  legendNow: 'chosen for the token shown',
  legendStored: 'stored on this device',
  legendServer: 'not fetched',

  timeline: 'Token by token',
  scrub: 'Token shown',
  follow: 'Follow the answer',
  tokenOf: (index: number, all: number) => `Token ${count(index + 1)} of ${count(all)}`,
  tokenValue: (index: number, all: number, text: string, percent: string) =>
    `Token ${count(index + 1)} of ${count(all)}: ${text}, ${percent}`,
  probability: 'Probability',
  time: 'Time',
  ms: (ms: number) => `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`,
  untilFirst: (ms: number) => `${ms.toFixed(0)} ms, with the question`,
  waited: 'Waited',
  didNotWait: 'no',
  waitedIn: (layers: number) => (layers === 1 ? 'for experts of 1 layer' : `for experts of ${layers} layers`),
  waitedInPrompt: (faults: number) => `${count(faults)} times, with the question`,
  alternatives: 'What it could have been',
  chosen: 'chosen',
  tokenExperts: 'Experts by layer',
  timelineHelp: 'Bars are probabilities; a mark above a bar says that the token waited for experts.',

  sources: 'Where the experts of this answer were',
  network: 'Network',
  storage: 'Storage',
  memory: 'Being fetched',
  gpu: 'On the GPU already',
  sourcesHelp: 'Fetched for this answer and its question, or used by its tokens without being fetched.',

  gpuMemory: 'Memory on the GPU',
  weights: 'Weights',
  expertPages: 'Experts',
  kv: 'Keys and values',
  states: 'States',
  checkpoints: 'Checkpoints',
  working: 'Working memory',
  total: 'Together',

  why: 'Why M1: what a context costs',
  whyText: (lightning: number, softmax: number) =>
    `${lightning} of ${lightning + softmax} layers have lightning attention, whose state does not grow with the context. The dashed line is the same model with softmax attention in every layer.`,
  breakEven: (tokens: number) => `Its states take less memory from ${count(tokens)} tokens on.`,
  memoryChart: 'Memory of one conversation',
  timeChart: 'Time of one token, in multiples of that at the beginning',
  contextAxis: 'tokens of context',
  thisModel: 'this model',
  softmax: 'softmax everywhere',
  softmaxShort: 'all softmax',
  computed: 'computed',
  measured: 'measured here',
  computedHelp:
    'Lines are computed from the shape of the model: memory with 16-bit keys and values, time from the bytes that a token moves. Dots are measured here: memory as allocated, with room for more tokens.',
  contextColumn: 'Context',
  memoryColumn: 'Memory',
  timeColumn: 'Time',
  times: (factor: number) => `×${factor < 10 ? factor.toFixed(1) : count(Math.round(factor))}`,

  budget: 'Under a budget',
  budgetText:
    'Loads the model twice more, with room for fewer experts, and asks each the same question twice. The tokens are the same; how often they wait is not.',
  question: 'Question',
  firstBudget: 'Room for',
  secondBudget: 'and for',
  budgets: {
    all: (experts: number) => `all ${count(experts)} experts`,
    some: (experts: number) => `${count(experts)} experts`,
  },
  compare: 'Compare',
  stop: 'Stop',
  loading: (budget: string) => `Loading with room for ${budget}…`,
  asking: (budget: string) => `Asking with room for ${budget}…`,
  stopped: 'Stopped.',
  same: (tokens: number) => `The same ${count(tokens)} tokens.`,
  different: (index: number) => `They differ from token ${count(index + 1)} on.`,
  firstTime: 'Waits, first time',
  again: 'Waits, again',
  evictions: 'Evicted, again',
  expertMemory: 'Memory of experts',
  waitedMark: 'waited',
};
