// Properties of the source of every kernel module, because compilers other than Chromium's fail otherwise.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kernelModules, selfTestModels } from '../support/kernel-modules.ts';

const modules = await kernelModules(selfTestModels());
const labels = [...new Set(modules.map(({ label }) => label))];
const kernels = new URL('../../src/kernels/', import.meta.url);

/** The declarations of workgroup variables, with their full types. */
function workgroupTypes(code: string): string[] {
  const structs = new Map<string, string>();
  for (const [, name, members] of code.matchAll(/^struct (\w+) \{([^}]*)\}/gm)) structs.set(name!, members!);
  return [...code.matchAll(/^var<workgroup>\s+\w+\s*:\s*([^;]+);/gm)].map(([, type]) =>
    type!.replace(/\w+/g, (name) => structs.get(name) ?? name),
  );
}

describe('the collected kernel modules', () => {
  test('include every kernel of the library', () => {
    const sources = readdirSync(kernels).map((file) => readFileSync(new URL(file, kernels), 'utf8'));
    const known = sources.flatMap((source) =>
      [...source.matchAll(/\blabel: '([\w-]+)'/g)].map(([, label]) => label!),
    );
    expect(known.length).toBeGreaterThan(20);
    expect(labels.toSorted()).toEqual([...new Set(known)].sort());
  });

  test('include versions with and without f16 and subgroups', () => {
    for (const f16 of [false, true]) {
      for (const subgroups of [false, true]) {
        expect(modules.filter((module) => module.f16 === f16 && module.subgroups === subgroups)).not.toEqual(
          [],
        );
      }
    }
  });
});

describe.each(labels)('%s', (label) => {
  const own = modules.filter((module) => module.label === label);

  // naga (Firefox, Deno) panics on workgroup arrays whose size is an expression of overrides; WebKit makes them empty.
  test('has no override, and the pipeline gets no constants', () => {
    for (const { code, constants } of own) {
      expect(code.replace(/\/\/.*$/gm, '').match(/^.*\boverride\b.*$/gm) ?? []).toEqual([]);
      expect(constants).toBeUndefined();
    }
  });

  // Direct3D's FXC drops the barriers of kernels with matrices in workgroup memory.
  test('has no matrix in workgroup memory', () => {
    for (const { code } of own) {
      for (const type of workgroupTypes(code)) expect(type).not.toMatch(/\bmat\dx\d/);
    }
  });
});
