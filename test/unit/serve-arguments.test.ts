// Who may ask `pocket-m1 serve`, as its arguments say.

import { describe, expect, it } from 'vitest';
import { parseServeArguments, type ServeArguments } from '../../src/cli/serve-arguments.ts';

const parse = (...args: string[]) => parseServeArguments(['folder', ...args]) as ServeArguments;

describe('the Host headers that are answered', () => {
  it.each<[string[], string[]]>([
    [[], ['127.0.0.1']],
    [['--host', '192.168.0.7'], ['192.168.0.7']],
    [['--host', 'FE80::1'], ['[fe80::1]']],
    [['--host', 'fe80::1%eth0'], ['[fe80::1%eth0]']],
    [
      ['--allow-host', 'My-Machine.lan', '--allow-host', '[::1]'],
      ['127.0.0.1', 'my-machine.lan', '[::1]'],
    ],
  ])('are with %j those of %j', (args, hosts) => {
    expect(parse(...args).hosts).toEqual(hosts);
  });

  it.each(['my.lan:8080', 'http://my.lan', '[fe80::1]:80', ''])('cannot be %j', (name) => {
    expect(() => parse('--allow-host', name)).toThrow(/^--allow-host is .*without a port$/);
  });
});

describe('the origins whose pages may ask', () => {
  it.each(['*', 'null', 'http://localhost:5173', 'https://app.example', 'chrome-extension://abcdef'])(
    'may be %s',
    (origin) => {
      expect(parse('--cors', origin).corsOrigins).toEqual([origin]);
    },
  );

  it.each([
    ['http://Localhost:80', 'http://localhost'],
    ['https://app.example:443', 'https://app.example'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('%s is that of %s', (given, origin) => {
    expect(parse('--cors', given).corsOrigins).toEqual([origin]);
  });

  it.each(['http://localhost:5173/', 'localhost:5173', 'https://app.example/chat', 'app.example', ''])(
    'cannot be %j',
    (given) => {
      expect(() => parse('--cors', given)).toThrow(/^--cors is .*such as http:\/\/localhost:5173$/);
    },
  );
});
