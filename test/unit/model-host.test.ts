import { expect, it } from 'vitest';
import { version } from '../../package.json';
import { ModelHost } from '../../src/worker/model-host.ts';

it.each<[string, { release?: string }]>([
  ['of another release', { release: '0.0.1' }],
  ['that does not name its release', {}],
])('a page %s is rejected before anything is loaded', async (_, request) => {
  const { port1, port2 } = new MessageChannel();
  const loading = new ModelHost().load('https://example.org/m1/', request, port1);
  const page = request.release ? `release ${request.release}` : 'an unknown release';
  await expect(loading).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.stringContaining(`worker.js is of release ${version}, index.js of ${page}. Serve both`),
  });
  port1.close();
  port2.close();
});
