import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Role, roles, type Scope, scopes } from '../../src/features/access/rights.ts';
import { Config } from '../../src/server/config.ts';
import type { GuardedRoute } from '../../src/server/guard.ts';
import { type Running, startServer } from '../../src/server/start.ts';

/** Everyone who may ask: nobody, a person of each role, a token of each scope. */
export const holders = ['nobody', ...roles.map((role) => `role ${role}`), ...scopes.map((scope) => `scope ${scope}`)];

export interface TableRow {
  method: string;
  path: string;
  asks: string;
  /** Holders who come in. */
  allowed: ReadonlySet<string>;
}

const mark = '●';

/** The routes as a table of the documentation, in order of path; rights and holders as the code has them. */
export function tableOf(routes: readonly GuardedRoute[], holds: (holder: string, right: string) => boolean): string {
  const shown = routes.filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS');
  const rows = shown.map(({ method, path, access }) => {
    const open = 'open' in access;
    const cells = holders.map((holder) => (open || holds(holder, access.right) ? mark : ''));
    return [method, `\`${path}\``, open ? `open: ${access.open}` : access.right, ...cells];
  });
  rows.sort((a, b) => (`${a[1]} ${a[0]}` < `${b[1]} ${b[0]}` ? -1 : 1));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = ['method', 'path', 'asks for', ...holders];
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Reads the table back. */
export function rowsOf(table: string): TableRow[] {
  const lines = table.split('\n').filter((text) => text.startsWith('| ') && !text.startsWith('| ---'));
  const [head, ...body] = lines.map((text) => text.slice(2, -2).split(' | '));
  return body.map(([method = '', path = '', asks = '', ...cells]) => ({
    method,
    path: path.replaceAll('`', ''),
    asks,
    allowed: new Set(head!.slice(3).filter((_, index) => cells[index]?.trim() === mark)),
  }));
}

export interface Door {
  running: Running;
  /** Headers with which a holder comes in, each time with a session of his own. */
  headersOf(holder: string): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** A server with a person of each role and a token of each scope. */
export async function openDoor(): Promise<Door> {
  const folder = mkdtempSync(join(tmpdir(), 'waga-routes-'));
  // a provider that is not asked, since nothing opens its address; its routes are there
  const openid = { issuer: 'http://127.0.0.1:9', clientId: 'waga', roles: { staff: 'reader' } };
  const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 }, signIn: { openid } });
  const running = await startServer(config, { ticking: false, log: pino({ level: 'silent' }) });
  const password = 'a long enough password';

  async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    const answer = await fetch(running.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
  const asMachine = { authorization: `Bearer ${running.machineToken}` };
  const tokens = new Map<Scope, string>();
  for (const role of roles) {
    const made = await post('/api/v1/people', { name: role, displayName: role, roles: [role] }, asMachine);
    const { invitation } = (await made.json()) as { invitation: { secret: string } };
    await post('/api/v1/invitations/accept', { secret: invitation.secret, password });
  }
  for (const scope of scopes) {
    const sources = scope === 'ingest' ? ['default'] : [];
    const made = await post('/api/v1/tokens', { name: scope, scopes: [scope], sources }, asMachine);
    tokens.set(scope, ((await made.json()) as { secret: string }).secret);
  }

  async function session(role: Role): Promise<Record<string, string>> {
    const answer = await post('/api/v1/sign-in', { name: role, password });
    const cookie = answer.headers.getSetCookie().map((text) => text.split(';')[0]);
    return { cookie: cookie.join('; '), origin: running.url };
  }
  return {
    running,
    async headersOf(holder) {
      const [kind, name] = holder.split(' ');
      if (kind === 'role') return session(name as Role);
      return kind === 'scope' ? { authorization: `Bearer ${tokens.get(name as Scope)}` } : {};
    },
    async close() {
      await running.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
