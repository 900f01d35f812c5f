import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hour } from '../../../maths/instants.ts';
import { openRecords } from '../../../stores/records/open.ts';
import { holdTrail } from '../../outages/actions/append-trail.ts';
import { writeRevisions } from '../../outages/actions/write-revisions.ts';
import { blankOutage, dueAtOf } from '../../outages/new-outage.ts';
import type { Outage } from '../../outages/outage.ts';
import { outageQueries } from '../../outages/queries/outages.ts';
import { rememberedLedger } from './remembered-ledger.ts';

const at = Date.UTC(2026, 9, 3, 8);
let folder: string;
let opened: Awaited<ReturnType<typeof openRecords>>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waga-ledger-'));
  opened = await openRecords({ file: join(folder, 'records.db') });
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

function write(outage: Outage): Promise<void> {
  return opened.db.transaction().execute(async (records) => {
    await holdTrail(records);
    await writeRevisions(records, [{ outage, what: 'drafted', by: null, reason: null }], at);
  });
}

const outage = (id: string, from: number): Outage => {
  const detected = { from, to: from + hour };
  return { ...blankOutage, id, subject: { kind: 'process', name: 'payment' }, detected, dueAt: dueAtOf(detected) };
};

it('reads the ledger once, and again when anything in it changed', async () => {
  const outages = outageQueries({ records: opened.db });
  const ledger = rememberedLedger(outages);
  const period = { from: at, to: at + 24 * hour };
  expect(await ledger.list(period)).toEqual([]);
  await write(outage('one', at));
  const first = await ledger.list(period);
  expect(first).toEqual(await outages.list(period));
  expect(first).toHaveLength(1);
  expect(await ledger.list(period)).toBe(first);
  await write({ ...first[0]!, summary: 'changed' });
  expect((await ledger.list(period))[0]).toMatchObject({ summary: 'changed', revision: 2 });
  expect(await ledger.list({ ...period, from: at + 3 * hour })).toEqual([]);
  expect(await ledger.head()).toEqual(await outages.head());
});
