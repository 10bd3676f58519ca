// The worker of a model: the library starts one, or the application passes one.

import { PocketM1Error, UnsupportedDeviceError } from '../errors.ts';
import { withoutCredentials } from './address.ts';

export interface ModelWorker {
  worker: Worker;
  /** Address of its script, if known. */
  script?: string | undefined;
}

/** Marks a worker that a model owns. A registered symbol, because a page may have several copies of the library. */
const TAKEN = Symbol.for('pocket-m1 worker taken');

/** @throws PocketM1Error `invalid-argument` when it is not a worker, or another model owns it. */
export function takeWorker(given: unknown): ModelWorker {
  const problem = isWorker(given) ? undefined : describeNonWorker(given);
  if (problem !== undefined) {
    throw new PocketM1Error('invalid-argument', `The option worker is ${problem}.`, {
      details: { option: 'worker', expected: 'a Worker that runs pocket-m1/worker' },
    });
  }
  const worker = given as Worker & { [TAKEN]?: true };
  if (worker[TAKEN]) {
    throw new PocketM1Error(
      'invalid-argument',
      'The option worker was passed to loadModel before. A model owns its worker, and terminates it when loading fails or is aborted, or when the model is disposed: pass a new Worker with every call.',
      { details: { option: 'worker', expected: 'a new Worker' } },
    );
  }
  worker[TAKEN] = true;
  return { worker };
}

/** Starts `worker.js` beside the library's own file. */
export function startWorker(): ModelWorker {
  const PageWorker = globalThis.Worker;
  let script: string | undefined;
  class TrustedWorker extends PageWorker {
    constructor(url: string | URL, options?: WorkerOptions) {
      script = withoutCredentials(new URL(url, globalThis.location?.href)).href;
      super(trusted(script), options);
    }
  }
  // Bundlers recognise exactly the expression `new Worker(new URL(…))`, so the constructor is replaced while it is evaluated.
  Reflect.set(globalThis, 'Worker', TrustedWorker);
  try {
    const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
    return { worker, script };
  } catch (cause) {
    throw notStarted(script, cause);
  } finally {
    Reflect.set(globalThis, 'Worker', PageWorker);
  }
}

function isWorker(given: unknown): given is Worker {
  if (typeof given !== 'object' || given === null) return false;
  const { postMessage, terminate, removeEventListener } = given as Partial<Worker>;
  try {
    // Throws on a proxy of a worker.
    removeEventListener?.call(given as Worker, 'message', () => {});
  } catch {
    return false;
  }
  return [postMessage, terminate, removeEventListener].every((method) => typeof method === 'function');
}

/** The kind of a value that is not a worker, and what to pass instead. */
function describeNonWorker(given: unknown): string {
  const kind = Object.prototype.toString.call(given).slice('[object '.length, -1);
  switch (kind) {
    case 'String':
    case 'URL':
      return "an address, expected a Worker: pass new Worker(address, { type: 'module' })";
    case 'Function':
    case 'AsyncFunction':
      return 'a function, expected a Worker: pass the worker that it creates';
    case 'Promise':
      return 'a promise, expected a Worker: await it first';
    case 'SharedWorker':
      return 'a SharedWorker, expected a Worker: each page runs its own model';
    case 'Worker':
      return 'a proxy of a Worker, expected the Worker itself: keep it out of reactive state, or pass the target of the proxy';
    default:
      return `of type ${kind}, expected a Worker that runs pocket-m1/worker`;
  }
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptUrlPolicy;
}

interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}

let policy: ScriptUrlPolicy | undefined;

/**
 * The address in the form that pages with `require-trusted-types-for 'script'` accept, by a policy named pocket-m1. Unchanged
 * if the browser has no trusted types, or the page does not allow this policy; the page's default policy may then accept it.
 */
function trusted(script: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  try {
    policy ??= trustedTypes?.createPolicy('pocket-m1', { createScriptURL: (url) => url });
  } catch {
    return script;
  }
  return policy?.createScriptURL(script) ?? script;
}

function notStarted(script: string | undefined, cause: unknown): PocketM1Error {
  const details = { url: script ?? null };
  if (globalThis.origin === 'null') {
    return new UnsupportedDeviceError(
      'loadModel cannot start a worker here, because this page has an opaque origin: it is in a frame whose sandbox attribute lacks allow-same-origin, or was opened from a file or a data: address. Serve it over https or from localhost.',
      { code: 'webgpu-unavailable', details, cause },
    );
  }
  const advice =
    cause instanceof TypeError
      ? "where the page's content security policy has require-trusted-types-for, add pocket-m1 to its trusted-types"
      : "serve the library from the page's own origin, or pass a worker from there";
  return new PocketM1Error(
    'worker-crashed',
    `The worker ${script ?? ''} could not be started (${cause}): ${advice}.`,
    { details, cause },
  );
}
