// Sends the chunks of an answer as server-sent events.

import { openAIError } from './error-response.ts';

/**
 * Answers with the chunks that `start` yields, once there is a first one, so that an error before it is the response's
 * status; a later one is an event. Cancelling the body aborts the signal that `start` receives, and so does `signal`, whose
 * reason the body then fails with.
 * @throws What the first chunk throws.
 */
export async function eventStream(
  start: (signal: AbortSignal) => AsyncGenerator<object, void, undefined>,
  signal: AbortSignal,
): Promise<Response> {
  const cancelled = new AbortController();
  const chunks = start(AbortSignal.any([signal, cancelled.signal]));
  let next: IteratorResult<object, void> | undefined = await chunks.next();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: async (controller) => {
        const send = (data: string): void => controller.enqueue(encoder.encode(`data: ${data}\n\n`));
        try {
          // A run that has ended no longer sees an abort.
          signal.throwIfAborted();
          const { done, value } = next ?? (await chunks.next());
          next = undefined;
          send(done ? '[DONE]' : JSON.stringify(value));
          if (done) controller.close();
        } catch (error) {
          if (cancelled.signal.aborted) return;
          if (signal.aborted) return controller.error(signal.reason);
          send(JSON.stringify({ error: openAIError(error) }));
          controller.close();
        }
      },
      cancel: () => cancelled.abort(),
    },
    // The answer is kept by its run, so nothing needs to be kept here.
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
  });
}
