import { describe, expect, test } from 'vitest';
import { requireFirefox } from '../../scripts/firefox.mjs';
import { goldenFixtures } from '../support/golden-fixtures.ts';
import { isPresent, runScript } from '../support/script.ts';

describe.skipIf(!isPresent(requireFirefox))('in Firefox', { timeout: 900_000 }, () => {
  test('all fixtures have the recorded answers', async () => {
    const { code, output } = await runScript('golden', 'test/fixtures', '--in', 'firefox', '--chunk', '100');
    expect(output.match(/ {2}pass$/gm), output).toHaveLength(goldenFixtures.length);
    expect(code, output).toBe(0);
  });
});
