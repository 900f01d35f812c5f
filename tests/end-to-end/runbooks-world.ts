import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect } from 'vitest';
import type { Role } from '../../src/features/access/rights.ts';
import {
  type NewRunAct,
  RunbooksAnswer,
  RunShown,
} from '../../src/features/unavailability/runbooks/runbook-contract.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';

/** A server of somebody else that notes what it is asked, and answers as it is told. */
export async function startTarget() {
  const asked: { method: string; path: string; authorization: string | null; body: string }[] = [];
  let answer: (path: string) => { status: number; body: string } = () => ({ status: 200, body: '' });
  const server = createServer(async (request, reply) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, path: url, authorization: headers.authorization ?? null, body: await textOf(request) });
    const { status, body } = answer(url);
    reply.writeHead(status).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    asked,
    behave: (as: typeof answer) => {
      answer = as;
    },
    close: () => new Promise((done) => server.close(done)),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

type Headers = Record<string, string>;

/** A server with runbooks, and the few things that tests do with it. */
export async function openRunbookServer(given: Record<string, unknown>) {
  const folder = mkdtempSync(join(tmpdir(), 'waga-runbooks-'));
  const config = Config.parse({ ...given, data: join(folder, 'data'), listen: { port: 0 } });
  const running: Running = await startServer(config, { ticking: false, log: pino({ level: 'silent' }) });
  const machine: Headers = { authorization: `Bearer ${running.machineToken}` };
  const ask = (path: string, body?: object, headers: Headers = machine, method = 'POST'): Promise<Response> =>
    fetch(running.url + path, {
      ...(body === undefined ? {} : { method, body: JSON.stringify(body) }),
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    });
  const world = {
    running,
    machine,
    ask,
    async apply(text: string): Promise<void> {
      const put = await ask('/api/v1/catalog', { files: [{ path: 'runbooks.yaml', text }] }, machine, 'PUT');
      if (!put.ok) throw new Error(await put.text());
      await running.clock.tick(Date.now());
    },
    /** A person who has signed in. */
    async person(name: string, role: Role): Promise<Headers> {
      const made = await ask('/api/v1/people', { name, displayName: name.toUpperCase(), roles: [role] });
      const { invitation, person } = (await made.json()) as { invitation: { secret: string }; person: { id: string } };
      const password = 'a long enough password';
      await ask('/api/v1/invitations/accept', { secret: invitation.secret, password }, {});
      const answer = await ask('/api/v1/sign-in', { name, password }, {});
      const cookie = answer.headers.getSetCookie().map((text) => text.split(';')[0]);
      return { cookie: cookie.join('; '), origin: running.url, 'x-person': person.id };
    },
    async runbooks(headers = machine): Promise<RunbooksAnswer> {
      return RunbooksAnswer.parse(await (await ask('/api/v1/runbooks', undefined, headers)).json());
    },
    async begin(runbook: string, headers = machine, body: object = {}): Promise<RunShown> {
      const answer = await ask(`/api/v1/runbooks/${runbook}/runs`, body, headers);
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
      return RunShown.parse(await answer.json());
    },
    async look(id: string, headers = machine): Promise<RunShown> {
      return RunShown.parse(await (await ask(`/api/v1/runbook-runs/${id}`, undefined, headers)).json());
    },
    /** Waits until a run stands there, and gives it back. */
    async until(id: string, state: RunShown['state'], headers = machine): Promise<RunShown> {
      await expect.poll(async () => (await world.look(id)).state).toBe(state);
      return world.look(id, headers);
    },
    act: (run: RunShown, act: NewRunAct, headers = machine) =>
      ask(`/api/v1/runbook-runs/${run.id}/acts`, act, { ...headers, 'if-match': `"${run.revision}"` }),
    async audit(): Promise<string[]> {
      const { entries } = (await (await ask('/api/v1/audit?limit=200')).json()) as {
        entries: { who: { name: string }; action: string; outcome: string; details: Record<string, unknown> }[];
      };
      return entries
        .filter(({ action }) => action.startsWith('runbook.'))
        .map(({ who, action, outcome, details }) => `${who.name} ${action} ${details.step ?? ''} ${outcome}`)
        .reverse();
    },
    async close(): Promise<void> {
      await running.stop();
      rmSync(folder, { recursive: true });
    },
  };
  return world;
}
export type RunbookWorld = Awaited<ReturnType<typeof openRunbookServer>>;

export const statesOf = ({ steps }: RunShown): string => steps.map(({ state }) => state).join(' ');
