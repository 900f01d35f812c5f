import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReplayAnswer, ThresholdProposal } from '../../src/features/balance/replay-contract.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';

const root = join(import.meta.dirname, '../..');
/** A Saturday after the clock change of autumn; the demo's past is reckoned back from it. */
const now = Date.parse('2026-11-21T16:00:00Z');
const noisy = 'technical_service_payment-api_availability';
const days = ['--from', '2026-10-22T16:00:00Z', '--to', '2026-11-21T16:00:00Z'];

let folder: string;
let running: Running;

/** Runs a program of the project and gives what it printed; the command line with the server and token of the test. */
function run(words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, WAGA_SERVER: running?.url ?? '', WAGA_TOKEN: running?.machineToken ?? '' };
  return new Promise((resolve) => {
    execFile(process.execPath, words, { cwd: root, env, maxBuffer: 64 << 20 }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

const waga = (...words: string[]) => run(['src/cli/waga.ts', ...words]);

async function done(step: Promise<{ code: number; err: string }>): Promise<void> {
  const { code, err } = await step;
  if (code !== 0) throw new Error(err);
}

/** Of the history only what a replay reads: the results, and the requests of the noisy service. */
async function load(name: string, source: string, wanted: RegExp): Promise<void> {
  const file = join(folder, `${name}.csv`);
  const [header, ...lines] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, `${[header, ...lines.filter((line) => wanted.test(line))].join('\n')}\n`);
  await done(waga('import', 'csv', file, '--source', source, '--missing', 'zero'));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waga-replay-'));
  const until = ['--out', folder, '--until', String(now)];
  const history = done(run(['demo/history/main.ts', ...until, '--days', '60']));
  const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
  running = await startServer(config, { now: () => now, ticking: false, log: pino({ level: 'silent' }) });
  await done(run(['demo/campaign/main.ts', ...until]));
  await done(waga('apply', 'demo/catalog', join(folder, 'campaign.yaml')));
  await history;
  await load('business', 'shop-events', /,(payment,completed|cashback,granted|onboarding,completed),.*,ok$/);
  await load('technical-past', 'shop-otlp', /,http\.server\.request\.duration,/);
}, 480_000);
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('a replay of thirty days of the demo', () => {
  it('with an hour instead of five minutes for the noisy rule makes fewer pages and misses no P1 or P2, and lists what is gone', async () => {
    const { code, out } = await waga('replay', ...days, '--set', `measure/${noisy}.overMinutes=60`, '--json');
    expect(code).toBe(0);
    const { before, after, drops, lost, gone, added, state } = ReplayAnswer.parse(JSON.parse(out));
    expect(state).toBe('done');
    // a restart each night that no customer notices
    expect(before!.noise).toBeGreaterThanOrEqual(25);
    expect(after!.pages).toBeLessThan(before!.pages - 20);
    expect(after!.noise).toBeLessThanOrEqual(3);
    expect(lost).toEqual([]);
    const told = drops.filter((drop) => drop.before !== null);
    expect(told.filter(({ class: reached }) => reached === 'P1').length).toBeGreaterThanOrEqual(3);
    for (const drop of told) expect(drop.after, drop.id).not.toBeNull();
    // the vendor's failure is among them, with its money
    const vendor = drops.find(({ process, from }) => process === 'payment' && from.startsWith('2026-11-12T17:1'));
    expect(vendor).toMatchObject({ class: 'P1' });
    expect(vendor!.money!.value).toBeGreaterThan(10_000_000);
    // the difference, call by call
    expect(before!.pages + before!.tickets - gone.length + added.length).toBe(after!.pages + after!.tickets);
    expect(gone.length).toBeGreaterThan(20);
    for (const call of gone) expect(call).toMatchObject({ component: 'payment-api', drop: null, byNight: true });
  }, 300_000);

  it('ends with 1 and names what would be lost, where the thresholds tried are blind to it', async () => {
    const blind = ['--set', 'process/onboarding.partial=0.95', '--set', 'process/onboarding.total=0.99'];
    const week = ['--from', '2026-11-11T00:00:00Z', '--to', '2026-11-14T00:00:00Z'];
    const { code, out } = await waga('replay', ...week, ...blind);
    expect(out).toContain('onboarding: partial 0.30, total 0.50 → partial 0.95, total 0.99');
    expect(out).toMatch(/LOST +P2 +onboarding/);
    expect(code).toBe(1);
  }, 120_000);

  it('of files reads them as apply does, and applies nothing', async () => {
    const words = ['--from', '2026-11-20T00:00:00Z', '--to', '2026-11-21T00:00:00Z'];
    const same = await waga(
      'replay',
      ...words,
      '--catalog',
      'demo/catalog',
      '--catalog',
      join(folder, 'campaign.yaml'),
    );
    expect([same.code, same.err]).toEqual([0, '']);
    expect(same.out).toContain('The files say what the catalogue says.');
    const broken = await waga('replay', ...words, '--catalog', 'demo/catalog/measures.yaml');
    expect(broken.code).toBe(1);
    expect(broken.err).toContain('nothing was replayed');
    expect(broken.err).toContain('measures.yaml');
  }, 120_000);

  it('tells what is wrong with a question, with 2; and with 3 that nobody answers', async () => {
    const ask = (...words: string[]) => waga('replay', ...days, ...words);
    expect(await ask('--set', 'process/paymnt.partial=0.25')).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean payment'),
    });
    expect(await ask('--set', 'process/payment.partial=0.5')).toMatchObject({
      code: 2,
      err: expect.stringContaining('expected total above partial'),
    });
    expect(await ask()).toMatchObject({ code: 2, err: expect.stringContaining('give --set or --catalog') });
    expect(await waga('replay', '--from', 'yesterday', '--to', days[3]!, '--set', 'measure/m=off')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--from: expected RFC 3339'),
    });
    const nobody = await ask('--set', 'process/payment.partial=0.25', '--server', 'http://127.0.0.1:9');
    expect(nobody.code).toBe(3);
  }, 120_000);

  it('takes two at once and no third, and hides money from who may not see it', async () => {
    const call = async (path: string, body?: object, secret = running.machineToken) => {
      const answer = await fetch(running.url + path, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, string> };
    };
    const changes = [{ kind: 'measure', name: noisy, overMinutes: 60 }];
    const asked = { from: '2026-11-11T00:00:00Z', to: '2026-11-14T00:00:00Z', changes };
    const [first, second] = [await call('/api/v1/replays', asked), await call('/api/v1/replays', asked)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body).toMatchObject({ state: 'running', before: null });
    expect(await call('/api/v1/replays', asked)).toMatchObject({ status: 429, body: { code: 'busy' } });
    const reader = await call('/api/v1/tokens', { name: 'reader', scopes: ['read'], money: [] });
    const path = `/api/v1/replays/${first.body.id}`;
    await expect.poll(async () => (await call(path)).body.state, { timeout: 100_000 }).toBe('done');
    const seen = ReplayAnswer.parse((await call(path)).body);
    const hidden = ReplayAnswer.parse((await call(path, undefined, reader.body.secret)).body);
    expect(seen.drops.some(({ money }) => money !== null)).toBe(true);
    expect(hidden.moneyHidden).toBe(true);
    expect(hidden.drops.every(({ money }) => money === null)).toBe(true);
    expect(await call('/api/v1/replays/nobody')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }, 150_000);

  it('proposes for the noisy measure a rule that fires less, and says what that rests on', async () => {
    const path = `/api/v1/alerts/${encodeURIComponent(`measure:${noisy}`)}/proposal?days=14`;
    const answer = await fetch(running.url + path, { headers: { authorization: `Bearer ${running.machineToken}` } });
    const proposal = ThresholdProposal.parse(await answer.json());
    expect(proposal.now.fires).toBeGreaterThanOrEqual(12);
    expect(proposal.proposed!.fires).toBeLessThan(proposal.now.fires / 4);
    expect(proposal.why).toMatch(/^Noise only/);
    expect(proposal.yaml).toContain('objective: { atLeast:');
  }, 120_000);
});
