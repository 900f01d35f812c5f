import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { vi } from 'vitest';
import { SwitchPage } from '../../src/features/unavailability/switches/switch-contract.ts';
import { day, type EpochMs, minute, second, toRfc3339 } from '../../src/maths/instants.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';
import { secret } from '../notifications/office.ts';
import { startReceiver } from '../notifications/webhook-receiver.ts';
import { startFlags } from '../switches/ofrep-server.ts';

/** Wednesday noon UTC: the history ends and the live part begins here. */
export const noon = Date.parse('2026-11-18T12:00:00Z');
const password = 'a long enough password';

/**
 * A shop whose payments come by card and by blik, sixty a minute each, a receiver that checks signatures and turns its flag as it is
 * told, and a server with a clock that the test turns. Everything goes through public addresses.
 */
export async function openSwitchWorld(catalogue: (hook: string, flags: string) => string) {
  const folder = mkdtempSync(join(tmpdir(), 'waga-switches-'));
  const receiver = await startReceiver(secret);
  const flags = await startFlags({ 'blik-off': false, 'card-off': false });
  const config = Config.parse({
    ...{ data: join(folder, 'data'), listen: { port: 0 }, outbound: { allow: ['127.0.0.0/8'] } },
    secrets: {
      hook: { for: receiver.url, value: secret },
      flags: { for: flags.url, value: 'a token of flags' },
    },
  });
  let clock: EpochMs = noon;
  // the library with which receivers check refuses what was signed minutes ago by its own clock
  const turnTo = (at: EpochMs): void => {
    clock = at;
    vi.setSystemTime(at);
  };
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
  let index = 0;
  const start = () => startServer(config, { now: () => clock, ticking: false, log: pino({ level: 'silent' }) });
  let running: Running = await start();
  const sessions = new Map<string, Record<string, string>>();

  async function ask(as: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const who =
      as === 'machine'
        ? { authorization: `Bearer ${running.machineToken}` }
        : { ...sessions.get(as), origin: running.url };
    const answer = await fetch(running.url + path, {
      method,
      headers: { ...who, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, json: text.startsWith('{') ? JSON.parse(text) : null };
  }
  async function fine(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
    const answer = await ask('machine', method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json;
  }
  const complete = (source: string, from: EpochMs, to: EpochMs) => ({
    'content-type': 'application/x-ndjson',
    'Waga-Source': source,
    'Waga-Complete-Since': toRfc3339(from),
    'Waga-Complete-Until': toRfc3339(to),
  });

  /** The cookie of a session belongs to the port, so a restart asks for a new one. */
  async function signIn(name: string): Promise<void> {
    const answer = await fetch(`${running.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: running.url },
      body: JSON.stringify({ name, password }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    const cookie = answer.headers.getSetCookie().map((text) => text.split(';')[0]);
    sessions.set(name, { cookie: cookie.join('; ') });
  }

  const apply = (text = catalogue(receiver.url, flags.url)) =>
    fine('PUT', '/api/v1/catalog', { files: [{ path: 'shop.yaml', text }] });
  await apply();
  const minutes = (35 * day) / minute;
  const history = Array.from({ length: minutes }, (_, nth) =>
    JSON.stringify({
      ...{ process: 'payment', step: 'completed', at: noon - (minutes - nth) * minute },
      count: 120 + (((nth * 7_919) % 23) - 11),
    }),
  );
  await fine('POST', '/api/v1/import/counts', history.join('\n'), complete('history', noon - 35 * day, noon));

  return {
    receiver,
    flags,
    ask,
    apply,
    running: () => running,
    now: () => clock,

    async member(name: string, role: string): Promise<void> {
      const made = await fine('POST', '/api/v1/people', { name, displayName: name, roles: [role] });
      await fine('POST', '/api/v1/invitations/accept', { secret: made.invitation.secret, password });
      await signIn(name);
    },
    signIn,

    /** So many minutes go by, each with so many payments by blik and sixty by card; then the clock ticks. */
    async minutes(count: number, blik = 60): Promise<void> {
      for (let nth = 0; nth < count; nth++, index++) {
        const from = noon + index * minute;
        const row = (method: string, all: number) => (_: unknown, at: number) =>
          JSON.stringify({
            ...{ process: 'payment', step: 'completed', at: toRfc3339(from + Math.floor((at * minute) / all)) },
            ...{ amount: '150.00', currency: 'PLN', attributes: { method } },
          });
        const rows = [
          ...Array.from({ length: blik }, row('blik', blik)),
          ...Array.from({ length: 60 }, row('card', 60)),
        ];
        turnTo(from + minute + second);
        await fine('POST', '/api/v1/events', rows.join('\n'), complete('events', from, from + minute));
        await running.clock.tick(clock);
        const failed = running.clock.reports().filter(({ error }) => error !== null);
        if (failed.length > 0) throw new Error(JSON.stringify(failed));
      }
    },

    /** Minutes go by until a switch is there, ten at most. */
    async until(name: string, position: string, blik: number): Promise<SwitchPage> {
      for (let nth = 0; nth < 10; nth++) {
        await this.minutes(1, blik);
        const page = await this.page(name);
        if (page.position === position) return page;
      }
      throw new Error(`${name} is not ${position} after ten minutes`);
    },

    /** A few seconds go by, and the clock ticks. */
    async seconds(count: number): Promise<void> {
      turnTo(clock + count * second);
      await running.clock.tick(clock);
    },

    async page(name: string, as = 'machine'): Promise<SwitchPage> {
      return SwitchPage.parse((await ask(as, 'GET', `/api/v1/switches/${name}`)).json);
    },
    act: (as: string, name: string, body: object, revision: number | '*' = '*') => {
      const match = revision === '*' ? '*' : `"${revision}"`;
      return ask(as, 'POST', `/api/v1/switches/${name}/acts`, body, { 'if-match': match });
    },

    /** What the receiver was told, each command once: `off`, `half 0.25`. */
    told(): string[] {
      return receiver.received
        .filter(({ repeat, body }) => !repeat && body.type === 'waga.switch.set')
        .map(({ body }) => body.data as unknown as { switch: string; position: string; share: string | null })
        .map((data) => `${data.switch} ${data.position}${data.share === null ? '' : ` ${data.share}`}`);
    },

    /** What people were told on their channel, of the switch alone. */
    titles(): string[] {
      return receiver.received
        .filter(({ repeat, body }) => !repeat && String(body.data?.key).startsWith('switch '))
        .map(({ body }) => `${body.data!.kind} ${body.data!.title}`);
    },

    async restart(): Promise<void> {
      await running.stop();
      running = await start();
    },
    async close(): Promise<void> {
      vi.useRealTimers();
      await running.stop();
      await receiver.close();
      await flags.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type SwitchWorld = Awaited<ReturnType<typeof openSwitchWorld>>;

export const shop = (rest: string) => `
apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec:
  level: critical
  timeZone: UTC
  steps: [completed]
  kpi: completed
  value: {perEvent: "150.00", currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
  attributes: [method]
---
apiVersion: waga/v1
kind: Source
metadata: {name: events}
spec: {type: events, processes: [payment], complete: declared}
---
apiVersion: waga/v1
kind: Source
metadata: {name: history}
spec: {type: import, processes: [payment]}
${rest}`;
