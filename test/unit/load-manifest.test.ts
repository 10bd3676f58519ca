import { expect, test } from 'vitest';
import { DownloadError, IntegrityError, PocketM1Error } from '../../src/errors.ts';
import { isUnrelatedToModel } from '../../src/shards/load-manifest.ts';

const status = (status: number) => new DownloadError('http-status', '', { details: { status } });

const answers: [what: string, failure: unknown, better: boolean][] = [
  ['no answer', new DownloadError('network', ''), true],
  ['half an answer', new DownloadError('truncated', ''), true],
  ['a page', new DownloadError('unexpected-content', ''), true],
  ['an invalid manifest', new IntegrityError('manifest-invalid', ''), true],
  ...[401, 403, 407, 429, 500, 502, 503, 511].map((code) => [`${code}`, status(code), true] as const),
  ...[400, 404, 410, 451].map((code) => [`${code}`, status(code), false] as const),
  ['a fault of ours', new PocketM1Error('internal', ''), false],
  ['an abort', new DOMException('', 'AbortError'), false],
].map(([what, failure, better]) => [what as string, failure, better as boolean]);

test.each(answers)(
  '%s in place of the manifest: the stored model is opened, or not',
  (_, failure, better) => {
    expect(isUnrelatedToModel(failure)).toBe(better);
  },
);
