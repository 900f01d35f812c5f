import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { CriticalityPage } from '../../src/features/criticality/page-contract.ts';
import type { EpochMs } from '../../src/maths/instants.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';

/** A server with a clock that the test turns, and what is asked of criticality over its public address. */
export async function openCriticality(start: EpochMs) {
  const folder = mkdtempSync(join(tmpdir(), 'criticality-api-'));
  const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
  const clock = { now: start };
  const readers = new Map<string, Record<string, string>>();
  const log = pino({ level: 'silent' });
  const waga: Running = await startServer(config, { now: () => clock.now, ticking: false, log });

  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(waga.url + path, {
      method,
      headers: { authorization: `Bearer ${waga.machineToken}`, ...type, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: text === '' ? null : JSON.parse(text) };
  }

  /** Ticks until the catalogue of now has been worked out. */
  async function worked(): Promise<CriticalityPage> {
    await waga.clock.tick(clock.now);
    for (;;) {
      const page = CriticalityPage.parse((await ask('GET', '/api/v1/criticality')).body);
      if (page.state !== 'working') return page;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  return {
    clock,
    waga,
    ask,
    worked,
    async apply(text: string) {
      const { status, body } = await ask('PUT', '/api/v1/catalog', { files: [{ path: 'all.yaml', text }] });
      if (status !== 200) throw new Error(JSON.stringify(body));
    },
    /** A token that sees only the money of these products. */
    async readerOf(money: string[]): Promise<Record<string, string>> {
      const name = ['only', ...money].join('-');
      const known = readers.get(name);
      if (known !== undefined) return known;
      const { body } = await ask('POST', '/api/v1/tokens', { name, scopes: ['read'], money });
      const headers = { authorization: `Bearer ${body.secret}` };
      readers.set(name, headers);
      return headers;
    },
    async close() {
      await waga.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
