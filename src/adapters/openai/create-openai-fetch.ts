/**
 * A `fetch` that answers OpenAI's requests from models in this process, so that its clients run unmodified.
 * @module pocket-m1/openai
 */

import type { Answering } from './answering.ts';
import { answerChat } from './chat-completions.ts';
import { completePrompt } from './completions.ts';
import { errorResponse } from './error-response.ts';
import { generateM1 } from './m1-generate.ts';
import { givenFields, type JsonObject, readBody } from './request-body.ts';
import { RequestError } from './request-error.ts';
import { findModel, modelsByName, type ServedModels } from './served-models.ts';

export type { CompletionRun, ServedModel, ServedModels } from './served-models.ts';

type Endpoint = (fields: JsonObject, answering: Answering) => Promise<Response>;

const endpoints: Readonly<Record<string, Endpoint>> = {
  'POST chat/completions': answerChat,
  'POST completions': completePrompt,
  'POST minimax-m1/generate': generateM1,
};

/** What a relative address is relative to: of an address, only the path counts. */
const anyOrigin = 'http://localhost';

/** Node's requests pass an abort on only until they are garbage-collected, so their signal keeps them in memory. */
const requestsOf = new WeakMap<AbortSignal, readonly unknown[]>();

/**
 * Returns a `fetch` that serves OpenAI's API from models of this library: pass it to a client as its `fetch`, with any base
 * URL that ends with `/v1`. Nothing leaves this process, and keys are not looked at.
 *
 * Answers `GET /v1/models` and `GET /v1/models/{name}`, `POST /v1/chat/completions` and `POST /v1/completions`, streamed or not,
 * `POST /v1/minimax-m1/generate`, and everything else with a 404. A parameter that is left out has the model's own default. One that is unknown, or that the model cannot follow, is
 * answered with a 400 whose `error.param` names it; only `user`, `store`, `metadata`, `service_tier`, `prompt_cache_key` and
 * `safety_identifier` have no effect. Thinking is sent as `reasoning_content` and `reasoning`. A failure is answered with an
 * `error` that has the `PocketM1Error`'s code. An abort stops the model, and rejects as that of any `fetch` does.
 *
 * @param models - A model, which is served under its name, or several by name.
 *
 * @example
 * const client = new OpenAI({ baseURL: 'http://m1/v1', apiKey: 'none', fetch: createOpenAIFetch(m1), dangerouslyAllowBrowser: true });
 * const { choices } = await client.chat.completions.create({ model: 'm1-nano', messages });
 */
export function createOpenAIFetch(models: ServedModels): typeof fetch {
  const served = modelsByName(models);
  const created = Math.floor(Date.now() / 1000);
  const described = (id: string): object => ({ id, object: 'model', created, owned_by: 'pocket-m1' });
  const list = (): Response => Response.json({ object: 'list', data: [...served.keys()].map(described) });

  return async (input, init) => {
    const request =
      input instanceof Request ? new Request(input, init) : new Request(new URL(input, anyOrigin), init);
    const { signal } = request;
    requestsOf.set(signal, [input, request]);
    signal.throwIfAborted();
    let fields: JsonObject = {};
    try {
      const { pathname } = new URL(request.url);
      const route = `${request.method} ${/\/v1\/(.*?)\/?$/.exec(pathname)?.[1]}`;
      if (route === 'GET models') return list();
      if (route === 'HEAD models') return new Response(null, list());
      if (route.startsWith('GET models/')) {
        const id = unescaped(route.slice('GET models/'.length));
        findModel(served, id);
        return Response.json(described(id));
      }
      const endpoint = Object.hasOwn(endpoints, route) ? endpoints[route] : undefined;
      if (!endpoint) {
        throw new RequestError('unknown_url', `There is no ${request.method} ${pathname} here.`, {
          status: 404,
        });
      }
      fields = givenFields(await readBody(request));
      return await endpoint(fields, { models: served, signal });
    } catch (error) {
      signal.throwIfAborted();
      return errorResponse(error, fields);
    }
  };
}

/** A name in a path. One with a slash is escaped by some clients, and not by others. */
function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
