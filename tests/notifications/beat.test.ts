import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minute, second } from '../../src/maths/instants.ts';
import { openRecords, type Records } from '../../src/stores/records/open.ts';
import { temporaryDirectory } from '../contract/processes.ts';
import { type Office, openOffice } from './office.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

describe('the heartbeat', () => {
  let now: number;
  let folder: string;
  let records: Records;
  let watcher: WebhookReceiver;
  let office: Office;
  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20, 3);
    folder = temporaryDirectory();
    records = await openRecords({ file: join(folder, 'records.sqlite') });
    watcher = await startReceiver(null);
    const heartbeat = { url: `${watcher.url}/ping/waga`, everySeconds: 60 };
    office = openOffice(records.db, { now: () => now, channels: {}, heartbeat });
  });
  afterEach(async () => {
    await office.stop();
    await watcher.close();
    await records.close();
    rmSync(folder, { recursive: true });
  });
  const tick = async (completed = true) => {
    office.ticked(now, completed);
    await office.settled();
  };

  it('is called after a completed tick, as often as it is to be', async () => {
    for (let nth = 0; nth < 25; nth++) {
      await tick();
      now += 5 * second;
    }
    expect(watcher.received.map(({ path }) => path)).toEqual(Array(3).fill('/ping/waga'));
    expect(office.beats()).toMatchObject([{ to: 'heartbeat', failingSince: null }]);
  });

  it('is not called while a job fails, so that whoever waits for it notices within three minutes', async () => {
    await tick();
    const last = now;
    for (; now < last + 3 * minute; now += 5 * second) await tick(false);
    expect(watcher.received).toHaveLength(1);
    await tick();
    expect(watcher.received).toHaveLength(2);
  });

  it('says since when it does not come through, and when it does again', async () => {
    watcher.behave({ status: 404 });
    await tick();
    const [{ failingSince, reason } = { failingSince: 0, reason: '' }] = office.beats();
    expect([failingSince, reason]).toEqual([now, 'The heartbeat address answered 404.']);
    const since = now;
    now += minute;
    await watcher.down();
    await tick();
    expect(office.beats()[0]).toMatchObject({
      failingSince: since,
      reason: expect.stringContaining('could not be reached'),
    });
    await watcher.up();
    watcher.behave({ status: 200 });
    now += minute;
    await tick();
    expect(office.beats()).toEqual([{ to: 'heartbeat', calledAt: now, failingSince: null, reason: null }]);
  });
});
