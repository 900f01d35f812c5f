import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface TokenFound {
  /** Where to send it: the address the owner of the data folder announced, or the server as it was asked for. */
  server: string;
  token: string | null;
}

/**
 * The token a command sends: the one it was given, else WAGA_TOKEN, else the machine token in the data folder. The last one
 * only when `owner.json` of that folder announces the very server that is asked, and then to the announced address, so that
 * it never reaches another server. A token that cannot be read counts as none: the server says what is missing.
 */
export function findToken(server: string, given: string | undefined, dataFolder: string): TokenFound {
  const named = given ?? process.env.WAGA_TOKEN ?? '';
  if (named !== '') return { server, token: named };
  const address = announcedBy(dataFolder);
  if (address === undefined || !isSameServer(server, address)) return { server, token: null };
  try {
    return { server: address, token: readFileSync(join(dataFolder, 'machine-token'), 'utf8').trim() };
  } catch {
    return { server, token: null };
  }
}

/** The address that the server which owns the folder wrote down there. */
export function announcedBy(dataFolder: string): string | undefined {
  try {
    const { address } = JSON.parse(readFileSync(join(dataFolder, 'owner.json'), 'utf8')) as { address?: unknown };
    return typeof address === 'string' && URL.canParse(address) ? address : undefined;
  } catch {
    return undefined;
  }
}

/** Whether both addresses are one server: the same origin, or the same port under two names of the loopback. */
function isSameServer(asked: string, announced: string): boolean {
  const [one, other] = [new URL(asked), new URL(announced)];
  if (one.pathname !== '/') return false;
  if (one.origin === other.origin) return true;
  const loopback = loopbackNames.has(one.hostname) && loopbackNames.has(other.hostname);
  return loopback && one.protocol === other.protocol && one.port === other.port;
}
