// The visitor's settings, kept between visits; the server's key only if the visitor wants that. If the browser does not allow that, they last until the page is closed.

const PREFIX = 'pocket-m1 demo ';
/** Where the server's key is stored. */
const KEY = 'server key';

/** Numbers are null where the model's own default applies. */
export interface Settings {
  temperature: number;
  topP: number | null;
  topK: number | null;
  minP: number | null;
  repetitionPenalty: number | null;
  maxTokens: number;
  thinkingBudget: number | null;
  seed: number | null;
  /** Begins each new conversation. */
  system: string;
  /** Names of the tools that the model may call. */
  tools: readonly string[];
  /** What an answer is: any text, JSON, or JSON of the schema. */
  format: 'text' | 'json' | 'schema';
  /** A JSON schema as text. */
  schema: string;
  /** For the next load of a model; null means the library's default. */
  contextLength: number | null;
  /** GPU memory for experts in MB, for the next load of a model; null means all experts. */
  expertMegabytes: number | null;
  /** Address of a model's folder; empty for the bundled model. */
  address: string;
  /** Name of a model folder on this device, which is then used in place of the address; empty where there is none. */
  folder: string;
  /** Which engine answers. */
  engine: 'device' | 'server';
  server: { baseURL: string; model: string; key: string };
  /** Whether the server's key is kept on this device, rather than for this tab. */
  rememberKey: boolean;
}

export const defaultSettings: Settings = {
  temperature: 0,
  topP: null,
  topK: null,
  minP: null,
  repetitionPenalty: null,
  maxTokens: 1024,
  thinkingBudget: null,
  seed: null,
  system: '',
  tools: [],
  format: 'text',
  schema: '',
  contextLength: null,
  expertMegabytes: null,
  address: '',
  folder: '',
  engine: 'device',
  server: { baseURL: '', model: '', key: '' },
  rememberKey: false,
};

export function saveSettings(settings: Settings): void {
  const { key, ...server } = settings.server;
  write('settings', JSON.stringify({ ...settings, server }));
  write(KEY, settings.rememberKey ? key : '');
  write(KEY, settings.rememberKey ? '' : key, 'sessionStorage');
}

/** The stored settings; a field that is absent, or has another type than it should, has its default. */
export function loadSettings(): Settings {
  let stored: Record<string, unknown> = {};
  try {
    stored = JSON.parse(read('settings') ?? '{}') ?? {};
  } catch {
    // Not written by this page.
  }
  const settings: Record<string, unknown> = { ...defaultSettings };
  for (const [name, value] of Object.entries(defaultSettings)) {
    const given = stored[name];
    const isNumber = value === null && typeof given === 'number';
    const isAlike =
      value !== null && typeof given === typeof value && Array.isArray(given) === Array.isArray(value);
    if (given !== null && (isNumber || isAlike)) settings[name] = given;
  }
  const server = { ...defaultSettings.server, ...(settings.server as Settings['server']) };
  settings.server = server;
  // Earlier versions kept the key among the settings, on the device.
  if (server.key !== '') {
    settings.rememberKey = true;
    saveSettings(settings as unknown as Settings);
  } else {
    server.key = read(KEY, settings.rememberKey ? 'localStorage' : 'sessionStorage') ?? '';
  }
  return settings as unknown as Settings;
}

/** Keeps what is written into the question field, for this tab. */
export function saveDraft(text: string): void {
  write('draft', text, 'sessionStorage');
}

export function loadDraft(): string {
  return read('draft', 'sessionStorage') ?? '';
}

export function remember(setting: string, value: boolean): void {
  write(setting, String(value));
}

/** The stored setting; undefined if there is none. */
export function remembered(setting: string): boolean | undefined {
  const value = read(setting);
  return value === null ? undefined : value === 'true';
}

type Area = 'localStorage' | 'sessionStorage';

/** An empty value is removed. */
function write(key: string, value: string, area: Area = 'localStorage'): void {
  try {
    if (value === '') globalThis[area].removeItem(PREFIX + key);
    else globalThis[area].setItem(PREFIX + key, value);
  } catch {
    // Storage is not available.
  }
}

function read(key: string, area: Area = 'localStorage'): string | null {
  try {
    return globalThis[area].getItem(PREFIX + key);
  } catch {
    return null;
  }
}
