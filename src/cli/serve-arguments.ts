// The arguments of `pocket-m1 serve`.

import { isIPv6 } from 'node:net';
import { parseArgs } from 'node:util';
import { count, operands } from './arguments.ts';
import type { HttpOptions } from './http-server.ts';
import type { ServeOptions } from './serve.ts';

export interface ServeArguments
  extends Pick<ServeOptions, 'port' | 'host' | 'contextLength' | keyof HttpOptions> {
  folder: string;
}

/** @throws Error when they are not valid. */
export function parseServeArguments(args: string[]): ServeArguments | 'help' {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '8080' },
      host: { type: 'string', default: '127.0.0.1' },
      'allow-host': { type: 'string', multiple: true, default: [] },
      cors: { type: 'string', multiple: true, default: [] },
      context: { type: 'string' },
      'max-body': { type: 'string', default: '16' },
      'max-waiting': { type: 'string', default: '16' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  const [folder] = operands(positionals, ['folder']);
  return {
    folder: folder!,
    port: count('port', values.port, 0, 65_535),
    host: values.host,
    hosts: [
      hostName('host', values.host),
      ...values['allow-host'].map((name) => hostName('allow-host', name)),
    ],
    corsOrigins: values.cors.map(origin),
    contextLength: values.context === undefined ? undefined : count('context', values.context, 1),
    maxBodyBytes: count('max-body', values['max-body'], 1) * 2 ** 20,
    maxWaiting: count('max-waiting', values['max-waiting'], 0),
  };
}

/** As a Host header has it before the port. */
function hostName(option: string, given: string): string {
  const name = isIPv6(given) ? `[${given}]` : given;
  if (/^(\[[^\s[\]]+\]|[^\s:/@[\]]+)$/.test(name)) return name.toLowerCase();
  throw new Error(`--${option} is ${given}, expected a name or an address, without a port`);
}

/** As an Origin header has it. */
function origin(given: string): string {
  if (given === '*' || given === 'null' || /^[a-z][\w+.-]*:\/\/[^\s/?#@]+$/i.test(given)) {
    // Without the port that its scheme has anyway. Other schemes than the web's have no origin here.
    const known = /^https?:/i.test(given) && URL.canParse(given) ? new URL(given).origin : given;
    return known.toLowerCase();
  }
  throw new Error(
    `--cors is ${given}, expected * or an origin without a path, such as http://localhost:5173`,
  );
}
