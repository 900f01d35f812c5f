import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { minute, second } from '../../src/maths/instants.ts';
import { openRecords, type Records } from '../../src/stores/records/open.ts';
import { temporaryDirectory } from '../contract/processes.ts';
import { describeWith } from '../needs.ts';
import { type Alertmanager, startAlertmanager } from './alertmanager.ts';
import { messageOf, type Office, openOffice } from './office.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

describeWith('alertmanager', 'a real Alertmanager', () => {
  let now: number;
  let folder: string;
  let records: Records;
  let office: Office;
  let alertmanager: Alertmanager;
  let notified: WebhookReceiver;
  beforeAll(async () => {
    notified = await startReceiver(null);
    alertmanager = await startAlertmanager(`${notified.url}/notify`);
  });
  afterAll(async () => {
    await alertmanager?.close();
    await notified?.close();
  });
  beforeEach(async () => {
    // the clock of the test is behind that of the Alertmanager, so that what is over lies in the past of both
    now = Date.now() - 110 * second;
    folder = temporaryDirectory();
    records = await openRecords({ file: join(folder, 'records.sqlite') });
    office = openOffice(records.db, {
      now: () => now,
      channels: { am: `{type: alertmanager, url: "${alertmanager.url}/", labels: {team: pay}}` },
    });
  });
  afterEach(async () => {
    await office.stop();
    await records.close();
    rmSync(folder, { recursive: true });
  });
  const tell = async (key: string, sequence: number, other = {}) => {
    const at = new Date(now).toISOString();
    const startedAt = new Date(now - minute).toISOString();
    await office.tell(messageOf(key, sequence, { startedAt, at, ...other }), 'am');
    await office.settled();
  };
  const firing = async (key: string) => (await alertmanager.firing()).filter(({ labels }) => labels.waga_key === key);

  it('has one alert of a key, changed in place, and ends it', async () => {
    await tell('one', 1);
    expect(await firing('one')).toMatchObject([
      { labels: { alertname: 'Waga', severity: 'critical', team: 'pay' }, annotations: { summary: 'payment one 1' } },
    ]);
    await tell('one', 2, { acknowledgedBy: 'Anna' });
    expect(await firing('one')).toMatchObject([
      { annotations: { summary: 'payment one 2', state: 'Acknowledged by Anna' } },
    ]);
    now += second;
    await tell('one', 3, { severity: 'error' });
    expect((await firing('one')).map(({ labels }) => labels.severity)).toEqual(['error']);
    now += second;
    await tell('one', 4, { kind: 'closing', severity: 'error' });
    expect(await firing('one')).toEqual([]);
    expect(await office.states()).toEqual(['one 1 sent', 'one 2 sent', 'one 3 sent', 'one 4 sent']);
    const groups = () => notified.received.map(({ body }) => body as { status?: string; groupLabels?: object });
    await expect.poll(() => groups().some(({ status }) => status === 'resolved'), { timeout: 20_000 }).toBe(true);
  });

  it('is told of what is open again and again, with the alert that always fires, until Waga is gone', async () => {
    await tell('two', 1);
    const [before] = await firing('two');
    now += 40 * second;
    office.ticked(now, true);
    await office.settled();
    const [after] = await firing('two');
    expect(Date.parse(after!.endsAt) - Date.parse(before!.endsAt)).toBe(40 * second);
    const watchdog = async () =>
      (await alertmanager.firing()).find(({ labels }) => labels.alertname === 'WagaWatchdog');
    expect(await watchdog()).toMatchObject({ labels: { severity: 'none', team: 'pay' } });
    expect(Date.parse((await watchdog())!.endsAt) - now).toBeLessThanOrEqual(3 * minute);
    expect(office.beats()).toMatchObject([{ to: 'am', failingSince: null }]);
    await tell('two', 2, { kind: 'closing' });
    now += minute;
    office.ticked(now, true);
    await office.settled();
    expect(await firing('two')).toEqual([]);
  });

  it('is told nothing by a tick in which a job failed', async () => {
    office.ticked(now + minute, false);
    await office.settled();
    expect(office.beats()).toEqual([]);
  });
});
