// Texts that other applications hand to the installed demo: shared ones, and files that are opened with it.

import { question, setQuestion } from './question-field.ts';

/** Only Chromium has it. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Puts them into the question, which the visitor sends. */
export function takeIncomingTexts(): void {
  const address = new URL(location.href);
  const shared = ['title', 'text', 'url'].flatMap((name) => address.searchParams.get(name) ?? []);
  if (shared.length > 0) {
    write(shared.join('\n'));
    // A reload does not write them again.
    for (const name of ['title', 'text', 'url']) address.searchParams.delete(name);
    history.replaceState(null, '', address);
  }
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(async ({ files }) => {
    const texts = await Promise.all(files.map(async (handle) => (await handle.getFile()).text()));
    if (texts.length > 0) write(texts.join('\n'));
  });
}

function write(text: string): void {
  setQuestion(text);
  question.focus();
}
