// What an error is called on the page.

import { PocketM1Error } from '../src/index.ts';
import { strings } from './strings.ts';

export function sentenceOf(error: unknown): string {
  if (error instanceof PocketM1Error && error.code === 'context-exceeded') return strings.contextExceeded;
  return error instanceof Error ? error.message : String(error);
}

export function isCrash(error: unknown): boolean {
  return error instanceof PocketM1Error && error.code === 'worker-crashed';
}
