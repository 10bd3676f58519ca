// Untrusted data from storage, from a worker or from a response's headers.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PocketM1Error } from '../../src/errors.ts';
import { retryAfterMs } from '../../src/shards/download-errors.ts';
import { manifestOf } from '../../src/shards/stored-models.ts';
import { parseModelRecord, parseShardRecord } from '../../src/storage/records.ts';
import { fromWireError, toWireError } from '../../src/worker/wire-error.ts';
import { damaged, odd } from '../support/foreign.ts';
import { runs } from '../support/runs.ts';
import { buildShardFolder } from '../support/shard-folder.ts';

describe('a stored record', () => {
  const shard = { sha256: 'ab'.repeat(32), bytes: 12, model: 'https://example.com/m/' };
  const model = { url: shard.model, manifest: buildShardFolder(1).get('manifest.json')!.toString() };

  it('is read if it is valid', () => {
    expect(parseShardRecord({ ...shard, later: true })).toEqual(shard);
    expect(parseModelRecord(model)).toEqual(model);
    expect(manifestOf(model)?.name).toBe('random-bytes');
  });

  it('of a shard', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(shard), odd), ({ make }) => {
        const record = parseShardRecord(make());
        if (record === undefined) return;
        expect([typeof record.sha256, typeof record.model]).toEqual(['string', 'string']);
        expect(Number.isSafeInteger(record.bytes) && record.bytes >= 0).toBe(true);
      }),
      runs(200),
    );
  });

  it('of a model', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(model), odd), ({ make }) => {
        const record = parseModelRecord(make());
        if (record !== undefined) manifestOf(record);
      }),
      runs(200),
    );
  });
});

describe('an error of the worker', () => {
  it('becomes one of ours', () => {
    const wire = toWireError(new PocketM1Error('network', 'no line', { details: { url: 'x' } }));
    fc.assert(
      fc.property(fc.oneof(damaged(wire), odd), ({ make }) => {
        const error = fromWireError(make() as never);
        if (error instanceof DOMException) return expect(error.name).toBe('AbortError');
        expect(error).toBeInstanceOf(PocketM1Error);
        expect(typeof error.code).toBe('string');
        expect(typeof error.message).toBe('string');
      }),
      runs(300),
    );
  });

  it('is sent for any thrown value', () => {
    const thrown = fc.oneof(
      odd.map(({ make }) => make()),
      fc.constantFrom(
        Symbol('x'),
        5n,
        () => 1,
        Object.create(null),
        new Error('x', { cause: new Map() }),
        new DOMException('x', 'AbortError'),
      ),
    );
    fc.assert(
      fc.property(thrown, (error) => {
        const wire = structuredClone(toWireError(error));
        expect(typeof fromWireError(wire).message).toBe('string');
      }),
      runs(200),
    );
  });
});

describe('a header', () => {
  const header = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'bytes 5-9/10',
      'bytes 5-9/*',
      'bytes */10',
      'bytes 9999999999999999999999-1/10',
      '"a"',
      'W/"a"',
      '-1',
      '0',
      '5',
      '10',
      '1e9',
      'gzip',
      '9'.repeat(400),
    ),
  );

  it('Retry-After gives a time or none', () => {
    const dates = fc.date({ noInvalidDate: true }).map((date) => date.toUTCString());
    fc.assert(
      fc.property(fc.oneof(header, dates, fc.constant(null)), (value) => {
        const ms = retryAfterMs(value);
        if (ms !== null) expect(Number.isFinite(ms) && ms >= 0).toBe(true);
      }),
      runs(300),
    );
  });
});
