// Many stored conversations in the demo's page: how soon their list and one of them are shown. The functions are evaluated in
// the page, so they must not refer to anything outside.

export interface StoredConversation {
  id: string;
  title: string;
  /** Questions and answers, alternating. */
  texts: string[];
}

/** 20 conversations of 500 messages. */
export const tenThousandMessages: StoredConversation[] = Array.from({ length: 20 }, (_, i) => ({
  id: `many-${i}`,
  title: `Conversation ${i}`,
  texts: Array.from({ length: 500 }, (_, at) =>
    at % 50 === 1
      ? `Message ${at} of conversation ${i} has code:\n\n\`\`\`ts\n${'const answer: number = 42;\n'.repeat(20)}\`\`\``
      : `Message ${at} of conversation ${i}, with **bold** text and a list:\n\n- one\n- two`,
  ),
}));

/** Stores conversations as the library does. */
export async function storeConversations(conversations: StoredConversation[]): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('pocket-m1-sessions');
    // The page may not have opened it yet.
    opening.onupgradeneeded = () => opening.result.createObjectStore('sessions');
    opening.onsuccess = () => resolve(opening.result);
  });
  const transaction = database.transaction('sessions', 'readwrite');
  const store = transaction.objectStore('sessions');
  for (const [i, { id, title, texts }] of conversations.entries()) {
    const name = `chat ${id}`;
    const messages = texts.map((content, at) => ({
      role: at % 2 === 0 ? 'user' : 'assistant',
      content,
      specialTokens: 'text',
      ...(at % 2 === 1 && { thinking: '', toolCalls: [] }),
    }));
    const metadata = { conversation: id, title, pinned: false, created: i };
    const described = { name, version: 'v', updatedAt: i, metadata, model: '', bytes: 1, state: null };
    store.put({ ...described, messages: texts.length }, `session:${name}`);
    store.put({ version: 'v', messages, options: {} }, `content:${name}`);
  }
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  database.close();
}

/** Measurements of showing a list or conversation. */
export interface Showing {
  ms: number;
  /** Number of records read from storage. */
  records: number;
  /** Number of elements in the first layout. */
  elements: number;
}

/** Clicks the button, or sends another tab's message that something has changed, and waits until an element appears. */
export async function timeShowing({
  button,
  within,
  shown,
}: {
  /** Default: send the message. */
  button?: string;
  /** An element that is emptied before. */
  within: string;
  shown: string;
}): Promise<Showing> {
  let records = 0;
  const { get, getAll } = IDBObjectStore.prototype;
  const counting = (request: IDBRequest, count: () => number): typeof request => {
    request.addEventListener('success', () => {
      records += count();
    });
    return request;
  };
  IDBObjectStore.prototype.get = function (...query) {
    return counting(get.apply(this, query), () => 1);
  };
  IDBObjectStore.prototype.getAll = function (...query) {
    const request = getAll.apply(this, query as Parameters<typeof getAll>);
    return counting(request, () => request.result.length) as typeof request;
  };
  const container = document.querySelector(within)!;
  container.replaceChildren();
  const start = performance.now();
  if (button) document.querySelector<HTMLElement>(button)!.click();
  else new BroadcastChannel('pocket-m1 demo conversations').postMessage('another');
  const elements = await new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(shown)) return;
      observer.disconnect();
      resolve(container.querySelectorAll('*').length);
    });
    observer.observe(container, { childList: true, subtree: true });
  });
  container.getBoundingClientRect();
  const ms = performance.now() - start;
  Object.assign(IDBObjectStore.prototype, { get, getAll });
  return { ms, records, elements };
}

/** The arguments of `timeShowing` for the list, and for the conversation of this id. */
export const showList = { within: '#conversation-list', shown: '#conversation-list li' };
export const showConversation = (id: string): Parameters<typeof timeShowing>[0] => ({
  button: `[id="open ${id}"]`,
  within: '#log',
  shown: '.turn.model:last-child',
});
