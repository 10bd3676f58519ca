// What applications give to sessions, checked before the worker hears of it.

import { defaultsOf, readGenerateOptions, requireOneAnswer } from '../chat/generate-options.ts';
import type { SaveAs } from '../chat/session.ts';
import type { SaveOptions, SessionDefaults, SessionMetadata, SessionOptions } from '../contract/session.ts';
import { show } from '../errors.ts';
import {
  checkFields,
  copyPlainData,
  invalidArgument,
  optionsObject,
  refuseOption,
} from '../text/plain-data.ts';
import { readMessages, type Turn } from '../text/read-messages.ts';

/** @throws PocketM1Error `invalid-argument` naming the option, its value and what is expected. */
export function readSessionOptions(given: SessionOptions | null | undefined): {
  messages: Turn[];
  name: string | undefined;
  metadata: SessionMetadata;
  defaults: SessionDefaults;
} {
  if (typeof (given ?? {}) !== 'object' || Array.isArray(given)) {
    throw invalidArgument('createSession: the options', `are ${show(given)}, expected an object`);
  }
  const { system, name, metadata, ...options } = given ?? {};
  if (system !== undefined && system !== null && typeof system !== 'string') {
    refuseOption('system', system, 'a string');
  }
  const { signal, ...defaults } = readGenerateOptions(options, 'createSession');
  requireOneAnswer(defaults);
  if (signal) throw invalidArgument('createSession', 'has no option "signal". Each answer has its own');
  return {
    messages: system ? readMessages([{ role: 'system', content: system }]) : [],
    name: (name ?? undefined) === undefined ? undefined : readName(name, 'createSession: the name'),
    metadata: readMetadata(metadata),
    defaults: defaultsOf(defaults),
  };
}

/** @throws PocketM1Error `invalid-argument` when it is no string, or empty. */
export function readName(given: unknown, what: string): string {
  if (typeof given === 'string' && given !== '') return given;
  throw invalidArgument(what, `is ${show(given)}, expected a string that is not empty`);
}

/** @throws PocketM1Error `invalid-argument` when it is no plain object. */
export function readMetadata(given: unknown): SessionMetadata {
  const metadata = copyPlainData(given ?? {}, 'metadata');
  if (typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)) return metadata;
  return refuseOption('metadata', given, 'an object');
}

/** @throws PocketM1Error `invalid-argument` naming the option, its value and what is expected. */
export function readSaveOptions(given: SaveOptions | null | undefined): {
  /** Undefined where it stays. */
  metadata: SessionMetadata | undefined;
  replace: boolean;
} {
  const options = optionsObject(given, 'save');
  checkFields(options, 'save', { kind: 'option', names: ['metadata', 'replace'] });
  const replace = options.replace ?? false;
  if (typeof replace !== 'boolean') refuseOption('replace', replace, 'true or false');
  const metadata = options.metadata ?? undefined;
  return { metadata: metadata === undefined ? undefined : readMetadata(metadata), replace };
}

/**
 * How to save a session that has this name and metadata so far.
 * @throws PocketM1Error `invalid-argument` naming the option, its value and what is expected.
 */
export function readSaveAs(
  name: string | null | undefined,
  given: SaveOptions | null | undefined,
  session: { readonly name: string | undefined; readonly metadata: SessionMetadata },
): Omit<SaveAs, 'defaults'> {
  const { metadata, replace } = readSaveOptions(given);
  return {
    name: readName(name ?? session.name, 'save: the name'),
    metadata: metadata ?? session.metadata,
    replaceMetadata: metadata !== undefined,
    replace,
  };
}
