import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Role, rightsOfRole } from '../../src/features/access/rights.ts';
import { type Door, holders, openDoor, rowsOf, tableOf } from './route-access.ts';

const page = join(import.meta.dirname, '../../docs/routes.md');
const text = `# Every route and who comes in

Made from the routes themselves (\`npx vitest run tests/end-to-end/route-access.test.ts -u\`) and read again by a test that
asks each route as each of the holders below and compares the answer with this table: without a session or token 401, without
the right 403. A new route without a row fails it. The columns are: nobody, people by [role](access.md), tokens by
[scope](tokens.md). A command on the machine itself comes in everywhere.

`;
const rows = rowsOf(readFileSync(page, 'utf8'));
let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

function holds(holder: string, right: string): boolean {
  const [kind, name] = holder.split(' ');
  if (kind === 'scope') return name === right;
  return kind === 'role' && (rightsOfRole[name as Role] as readonly string[]).includes(right);
}

/** Status of a route for a holder; the body is never one that could be carried out. */
async function ask(method: string, path: string, headers: Record<string, string>): Promise<number> {
  const abort = new AbortController();
  const url = door.running.url + path.replace(/:\w+/g, 'nobody-and-nothing').replace('*', '');
  const answer = await fetch(url, { method, headers, redirect: 'manual', signal: abort.signal });
  abort.abort();
  return answer.status;
}

describe('every route', () => {
  it('has a row in the table of the documentation, and every row a route', async () => {
    await expect(`${text}${tableOf(door.running.routes, holds)}\n`).toMatchFileSnapshot(page);
  });

  it('is open without a session or token only where that is meant', () => {
    const open = rows.filter(({ allowed }) => allowed.has('nobody')).map(({ path }) => path);
    const meant =
      /^\/($|\*$|healthz$|readyz$|sign-in|status(\/|$)|api\/v2\/|api\/v1\/(sign-in$|first-administrator$|invitations\/))/;
    expect(open.length).toBeGreaterThan(3);
    expect(open.filter((path) => !meant.test(path))).toEqual([]);
  });

  for (const holder of holders) {
    it(`lets in or refuses ${holder} as the table says`, async () => {
      const signsOut = ({ path }: { path: string }) => path === '/api/v1/sign-out';
      const inOrder = [...rows.filter((row) => !signsOut(row)), ...rows.filter(signsOut)];
      const headers = await door.headersOf(holder);
      const wrong: string[] = [];
      for (const { method, path, allowed } of inOrder) {
        const status = await ask(method, path, headers);
        const refusal = holder === 'nobody' ? 401 : 403;
        const right = allowed.has(holder) ? status !== 401 && status !== 403 : status === refusal;
        if (!right) wrong.push(`${method} ${path}: ${status}`);
      }
      expect(rows.length).toBeGreaterThan(20);
      expect(wrong).toEqual([]);
    });
  }
});
