import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resendEveryMs, watchdogLifeMs } from '../../src/features/notifications/channels/alertmanager.ts';
import { minute, second } from '../../src/maths/instants.ts';
import { Config } from '../../src/server/config.ts';
import { type Served, serve } from '../end-to-end/served.ts';
import { describeWith } from '../needs.ts';
import { type Alertmanager, startAlertmanager } from './alertmanager.ts';
import { type DeadMansSwitch, startSwitch } from './dead-mans-switch.ts';

/** What is promised: somebody is paged so soon after the end of Waga. */
const promisedMs = 3 * minute;

describe('Waga as it is shipped', () => {
  const { heartbeat, clock } = Config.parse({ heartbeat: { url: 'https://hc.example.com/x' } });
  const everyMs = heartbeat!.everySeconds * second;
  const page = readFileSync(new URL('../../docs/notifications.md', import.meta.url), 'utf8');

  it('beats so often that a switch with the limit of the documents fires in time, and not while Waga lives', () => {
    expect(page).toContain('Set the period there to one minute and the grace to two');
    const limitMs = minute + 2 * minute;
    // the last beat came at the end of Waga at the latest
    expect(limitMs).toBeLessThanOrEqual(promisedMs);
    // a beat waits for the next tick, and one that is lost on its way is followed by another before the limit
    expect(2 * (everyMs + clock.everySeconds * second)).toBeLessThan(limitMs);
  });

  it('keeps an alert alive that ends in time, and not while Waga lives', () => {
    expect(watchdogLifeMs).toBeLessThanOrEqual(promisedMs);
    expect(2 * (resendEveryMs + clock.everySeconds * second)).toBeLessThan(watchdogLifeMs);
  });
});

/** A server process of its own, and what hears it. */
let folder: string;
let served: Served | null;
let watch: DeadMansSwitch | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-kill-'));
  served = null;
  watch = undefined;
});
afterEach(async () => {
  await served?.stop();
  await watch?.close();
  rmSync(folder, { recursive: true });
});
async function start(config: object): Promise<void> {
  // YAML reads JSON
  writeFileSync(join(folder, 'waga.yaml'), JSON.stringify({ outbound: { allow: ['127.0.0.0/8'] }, ...config }));
  served = await serve(join(folder, 'data'), ['--config', join(folder, 'waga.yaml')]);
}
/** Kills it as the kernel does, and says when. */
async function kill(): Promise<number> {
  const ended = once(served!.process, 'exit');
  served!.process.kill('SIGKILL');
  await ended;
  return Date.now();
}
const beatsReach = (count: number, timeout: number) =>
  expect.poll(() => watch!.beats.length, { timeout, interval: 200 }).toBeGreaterThanOrEqual(count);

describe('a server that is killed for good', () => {
  it('is missed by whoever waits for its heartbeat, and by nobody before', async () => {
    // a sixth of the shipped period, and of the limit
    const everySeconds = 10;
    const limitMs = promisedMs / (60 / everySeconds);
    watch = await startSwitch(limitMs);
    const config = { clock: { everySeconds: 1 }, heartbeat: { url: watch.url, everySeconds } };
    await start(config);
    await beatsReach(3, 90_000);
    expect(watch!.longestPause()).toBeLessThan(limitMs);

    const killedAt = await kill();
    const heard = watch!.beats.length;
    await expect.poll(() => Date.now() > watch!.firesAt()!, { timeout: 2 * limitMs, interval: 100 }).toBe(true);
    expect(watch!.beats).toHaveLength(heard);
    expect(watch!.firesAt()! - killedAt).toBeLessThanOrEqual(limitMs);

    // started again it is heard again
    await start(config);
    await beatsReach(heard + 1, 60_000);
  }, 240_000);
});

describeWith('long', 'in real time, as it is shipped', () => {
  describeWith('alertmanager', 'beside a real Alertmanager', () => {
    let alertmanager: Alertmanager;
    afterEach(() => alertmanager?.close());
    const watchdog = async () =>
      (await alertmanager.firing()).some(({ labels }) => labels.alertname === 'WagaWatchdog');

    it(
      'the heartbeat is missed and the alert ends within three minutes of kill -9',
      async () => {
        watch = await startSwitch(promisedMs);
        alertmanager = await startAlertmanager('http://127.0.0.1:9/nowhere');
        await start({ heartbeat: { url: watch.url } });
        const spec = `{type: alertmanager, url: "${alertmanager.url}"}`;
        const text = `apiVersion: waga/v1\nkind: Channel\nmetadata: {name: am}\nspec: ${spec}\n`;
        const headers = { ...served!.headers, 'content-type': 'application/json' };
        const body = JSON.stringify({ files: [{ path: 'a.yaml', text }] });
        expect((await fetch(`${served!.url}/api/v1/catalog`, { method: 'PUT', headers, body })).status).toBe(200);
        await beatsReach(3, 4 * minute);
        await expect.poll(watchdog, { timeout: minute, interval: second }).toBe(true);
        expect(watch!.longestPause()).toBeLessThan(promisedMs);

        const killedAt = await kill();
        await expect.poll(watchdog, { timeout: 4 * minute, interval: second }).toBe(false);
        const endedAfter = Date.now() - killedAt;
        expect(endedAfter).toBeLessThanOrEqual(promisedMs);
        await expect.poll(() => Date.now() > watch!.firesAt()!, { timeout: 4 * minute, interval: second }).toBe(true);
        const missedAfter = watch!.firesAt()! - killedAt;
        expect(missedAfter).toBeLessThanOrEqual(promisedMs);
        process.stdout.write(
          `the alert ended after ${endedAfter} ms, the heartbeat was missed after ${missedAfter} ms\n`,
        );
      },
      15 * minute,
    );
  });
});
