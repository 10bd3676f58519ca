// What an error is called on the page.

import { PocketM1Error } from '../src/index.ts';
import { strings } from './strings.ts';

export function sentenceOf(error: unknown): string {
  if (error instanceof PocketM1Error && error.code === 'context-exceeded') return strings.contextExceeded;
  return error instanceof Error ? error.message : String(error);
}

/** Whether the browser's storage did not answer, which another attempt may change. */
export function mayPass(error: unknown): boolean {
  return error instanceof PocketM1Error && error.code === 'storage' && error.cause instanceof DOMException;
}

export function isCrash(error: unknown): boolean {
  return error instanceof PocketM1Error && error.code === 'worker-crashed';
}
