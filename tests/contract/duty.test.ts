import { beforeEach, expect, it } from 'vitest';
import { rightsOf } from '../../src/features/access/rights.ts';
import type { Person } from '../../src/features/access/who.ts';
import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { makeOverride, withdrawOverride } from '../../src/features/duty/actions/overrides.ts';
import { dutyKinds } from '../../src/features/duty/kinds.ts';
import { dutyQueries } from '../../src/features/duty/queries.ts';
import { day, hour, toRfc3339 } from '../../src/maths/instants.ts';
import { describeOnRecords } from './records-engines.ts';

const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: Europe/Warsaw, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Process
metadata: {name: refund}
spec: {timeZone: Europe/Warsaw, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Rotation
metadata: {name: pay}
spec:
  timeZone: Europe/Warsaw
  covers: {processes: [payment]}
  layers:
    - {name: week, people: ["user:anna", "user:piotr"], since: "2026-11-16T09:00", turn: 1w}
`;
const { documents, findings } = readFiles([{ path: 'duty.yaml', text }], [...catalogKinds, ...dutyKinds]);
const catalog = { current: () => ({ version: 1, appliedAt: 0, documents }) as unknown as Catalog };
const jan: Person = {
  ...{ kind: 'person', id: 'id-jan', name: 'jan', displayName: 'Jan', roles: ['on-call'] },
  ...{ rights: rightsOf(['on-call']), money: [] },
};
const asking = { who: jan, address: '192.0.2.7' };
const monday = Date.parse('2026-11-23T08:00:00Z');

describeOnRecords('duty', (records) => {
  let now: number;
  const deps = () => ({ records: records(), catalog, now: () => now });
  const duty = () => dutyQueries(deps());
  const at = (after: number) => toRfc3339(monday + after);
  const standIn = (from: number, to: number, more: object = {}) =>
    makeOverride(deps(), asking, {
      ...{ rotation: 'pay', person: 'user:jan', from: at(from), to: at(to), reason: 'a wedding' },
      ...more,
    });
  const onCall = (instant: number) => duty().onCall({ process: 'payment' }, instant);
  beforeEach(() => {
    now = monday - day;
  });

  it('reads rotations without a fault', () =>
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]));

  it('knows who is on call, who comes then, and what nobody answers for', async () => {
    const { rotations, uncovered } = await duty().shown({ from: now, to: monday + day }, now);
    expect(rotations[0]?.now).toEqual({ person: 'user:anna', until: at(0), next: 'user:piotr' });
    expect(rotations[0]?.shifts.map(({ person }) => person)).toEqual(['user:anna', 'user:piotr']);
    expect(uncovered.map(({ name }) => name)).toEqual(['refund']);
    expect(await duty().onCall({ process: 'refund' }, now)).toBeNull();
  });

  it('lets somebody stand in, tells the audit log, and takes it back', async () => {
    const { id } = await standIn(hour, 3 * hour);
    expect([await onCall(monday), await onCall(monday + hour)]).toEqual([
      { rotation: 'pay', person: 'user:piotr' },
      { rotation: 'pay', person: 'user:jan' },
    ]);
    await withdrawOverride(deps(), asking, id);
    expect(await onCall(monday + hour)).toEqual({ rotation: 'pay', person: 'user:piotr' });
    await expect(withdrawOverride(deps(), asking, id)).rejects.toMatchObject({ code: 'conflict' });
    const audit = await records().selectFrom('audit').select(['action', 'subject']).orderBy('id').execute();
    expect(audit).toEqual([
      { action: 'duty.override', subject: 'rotation pay' },
      { action: 'duty.withdraw', subject: 'rotation pay' },
    ]);
  });

  it('ends one that has begun, so that the past still says who was on call', async () => {
    const { id } = await standIn(0, 4 * hour);
    now = monday + 2 * hour;
    await withdrawOverride(deps(), asking, id);
    expect(await onCall(monday + hour)).toEqual({ rotation: 'pay', person: 'user:jan' });
    expect(await onCall(monday + 2 * hour)).toEqual({ rotation: 'pay', person: 'user:piotr' });
    await expect(withdrawOverride(deps(), asking, id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('refuses what cannot be', async () => {
    await expect(standIn(hour, hour)).rejects.toMatchObject({ code: 'bad_input' });
    await expect(standIn(-2 * day, hour)).rejects.toMatchObject({ code: 'bad_input' });
    await expect(standIn(0, 400 * day)).rejects.toMatchObject({ code: 'bad_input' });
    await expect(standIn(0, hour, { rotation: 'pai' })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('did you mean pay?'),
    });
    await expect(withdrawOverride(deps(), asking, 'nothing')).rejects.toMatchObject({ code: 'not_found' });
  });
});
