import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { weeklyReviewsJob } from '../../src/features/reviews/jobs/weekly-reviews.ts';
import { weekPage } from '../../src/features/reviews/queries/week-pages.ts';
import { openRecords, type Records } from '../../src/stores/records/open.ts';
import { temporaryDirectory } from '../contract/processes.ts';
import { at, fillWeek, type WeekWorld, week47, weekWorld } from '../contract/review-week.ts';
import { type MailReceiver, startMailReceiver } from './mail-receiver.ts';
import { type Office, openOffice, secret } from './office.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const money = '132300.00 PLN';

describe('the agenda of a week on its way', () => {
  let now: number;
  let folder: string;
  let records: Records;
  let mail: MailReceiver;
  let hook: WebhookReceiver;
  let office: Office;
  let world: WeekWorld;

  beforeEach(async () => {
    now = at('23T07:00:00');
    folder = temporaryDirectory();
    records = await openRecords({ file: join(folder, 'records.sqlite') });
    mail = await startMailReceiver({ plain: true });
    // its library holds the time of a signature against the clock of the machine, which is not the one of this test
    hook = await startReceiver(null);
    const channels = {
      mail: `{type: email, server: "${mail.url}", from: waga@example.com, to: [team@example.com], tls: none, money: show}`,
      hook: `{type: webhook, url: "${hook.url}/waga", secrets: [sign], money: hide}`,
    };
    const documents = Object.entries(channels).map(
      ([name, spec]) => `apiVersion: waga/v1\nkind: Channel\nmetadata: {name: ${name}}\nspec: ${spec}\n`,
    );
    const review = `apiVersion: waga/v1\nkind: WeeklyReview\nmetadata: {name: pay, displayName: Weekly review of pay}
spec: {timeZone: Europe/Warsaw, hosts: ["user:anna", "user:piotr"], hostsSince: 2026-11-16, channels: [mail, hook]}\n`;
    world = await weekWorld(records.db, () => now, [...documents, review]);
    await fillWeek(records.db);
    office = openOffice(records.db, {
      now: () => now,
      allow: ['127.0.0.0/8'],
      secrets: { sign: { value: secret, origin: hook.url } },
      channels,
    });
  });
  afterEach(async () => {
    await office.stop();
    await Promise.all([mail.close(), hook.close()]);
    await records.close();
    rmSync(folder, { recursive: true });
  });
  const job = () => weeklyReviewsJob({ ...world, notifications: office });
  const weekly = async () => {
    const keys = await office.states();
    return keys.filter((one) => one.startsWith('weekly-review'));
  };

  it('is sent once by mail and webhook, with the head of the ledger, the link, and money only where it is shown', async () => {
    await job().run(now);
    await office.settled();
    // week 46 was over before, and is told of first
    expect(mail.received.map(({ headers }) => headers.get('subject'))).toEqual([
      'Weekly review of pay: agenda of 2026-W46',
    ]);
    now = at('23T08:00:00');
    const [one, another] = [job(), job()];
    await Promise.all([one.run(now), another.run(now)]);
    await one.run(now + 60_000);
    await office.settled();
    expect(await weekly()).toHaveLength(4);
    expect(mail.received).toHaveLength(2);
    const { head } = await weekPage(world, { ...week47, review: 'pay' }, 'all');
    const told = mail.received[1]!.text.replace(/=\r\n/g, '').replace(/=3D/g, '=');
    for (const said of [
      ...['3 incidents', '14 fired, 3 pages', 'overrun by 20 min', 'user:anna, 3 pages, 1 by night', money],
      ...[`line ${head!.line}, ${head!.hash}`, 'https://waga.example/reviews/weeks/2026-W47?review=pay'],
    ]) {
      expect(told).toContain(said);
    }
    // the meeting of the week after the first one's Monday is Piotr's
    expect(told).toContain('Led by: user:piotr');
    expect(hook.received.map(({ body }) => body.data?.key)).toEqual([
      'weekly-review:pay:2026-W46',
      'weekly-review:pay:2026-W47',
    ]);
    const [, last] = hook.received;
    expect(JSON.stringify(last)).toContain(head!.hash);
    expect(JSON.stringify(last)).not.toContain(money);
  });

  it('is kept and written in one transaction: killed in between neither is there, killed before the sending it is sent later', async () => {
    now = at('23T08:00:00');
    // the outbox refuses: as if the server were killed after the week was written and before the message was
    await records.db.schema.alterTable('outbox').renameTo('outbox_away').execute();
    await expect(job().run(now)).rejects.toThrow();
    expect(await records.db.selectFrom('review_weeks').select('week').execute()).toEqual([]);
    await records.db.schema.alterTable('outbox_away').renameTo('outbox').execute();
    // written, and nobody is woken any more
    await weeklyReviewsJob({ ...world, notifications: { wake: () => undefined } }).run(now);
    expect(mail.received).toEqual([]);
    await job().run(now + 60_000);
    office.wake();
    await office.settled();
    expect(mail.received.map(({ headers }) => headers.get('subject'))).toEqual([
      'Weekly review of pay: agenda of 2026-W47',
    ]);
    expect(await weekly()).toEqual(['weekly-review:pay:2026-W47 1 sent', 'weekly-review:pay:2026-W47 1 sent']);
  });
});
