import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../maths/estimate.ts';
import { day, hour } from '../../maths/instants.ts';
import { canonicalJson } from '../catalog/difference.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { blankOutage } from './new-outage.ts';
import type { Outage } from './outage.ts';
import { OutageRow, RevisionShown } from './outage-contract.ts';
import { outageRow } from './outage-shown.ts';
import { revisionsShown } from './revision-shown.ts';
import { emptyHead, lineAfter } from './trail.ts';

const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec: {timeZone: UTC, steps: [paid], kpi: paid, product: pay, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Product
metadata: {name: pay}
spec: {}
`;
const { documents } = readFiles([{ path: 'c.yaml', text }], catalogKinds);
const catalog = { version: 1, appliedAt: 0, documents };
const estimate = (value: number, unit: string): Estimate => ({
  ...{ value, unit, low: value, high: value, level: 0.9, method: 'test', basis: {}, grade: 'observed' },
  ...{ version: 'test', completeness: 1 },
});
const money = estimate(18_900_000, 'PLN-minor');
const start = Date.parse('2026-11-03T09:00:00Z');
const outage: Outage = {
  ...{ ...blankOutage, id: 'o', subject: { kind: 'process', name: 'payment' }, revision: 1 },
  ...{ detected: { from: start, to: start + hour }, dueAt: start + hour + 7 * day },
  proposal: { fromProcess: true, fromGlobal: false, reason: 'Announced.', by: 'id-7', byName: 'Anna', at: start },
  loss: {
    ...{ lost: estimate(1_260, 'events'), gross: money, recovered: money, net: money },
    ...{ preliminary: false, until: start, customers: null },
  },
};

describe('an outage on its way out', () => {
  it('shows its money to those who see that product, and what was lost to everybody', () => {
    const rows = (['all', ['pay'], ['loan'], []] as const).map((view) =>
      outageRow(outage, { catalog, view, now: start }),
    );
    for (const row of rows) expect(OutageRow.parse(row)).toMatchObject({ subjectName: 'Payment', product: 'pay' });
    expect(rows.map(({ loss }) => loss?.gross?.value ?? null)).toEqual([18_900_000, 18_900_000, null, null]);
    expect(rows.map(({ loss }) => [loss?.recovered, loss?.net].filter(Boolean).length)).toEqual([2, 2, 0, 0]);
    expect(rows.map(({ loss }) => loss?.lost?.value)).toEqual([1_260, 1_260, 1_260, 1_260]);
  });

  it('of a subject that left the catalogue belongs to no product', () => {
    const gone: Outage = { ...outage, subject: { kind: 'process', name: 'gone' } };
    expect(outageRow(gone, { catalog, view: ['pay'], now: start })).toMatchObject({
      ...{ subjectName: 'gone', product: null, loss: { gross: null } },
    });
  });

  it('names who proposed an exclusion, and keeps ids and amounts in the trail', () => {
    const content = canonicalJson(outage);
    const line = lineAfter(emptyHead, {
      ...{ at: start, kind: 'outage', subject: 'o', what: 'measured', by: null, reason: null, content },
    });
    const shown = revisionsShown([line]);
    expect(RevisionShown.parse(shown[0])).toMatchObject({ line: 1, revision: 1, by: null });
    const said = JSON.stringify([shown, outageRow(outage, { catalog, view: [], now: start })]);
    expect(said).toContain('Anna');
    expect(said).not.toContain('id-7');
    expect(said).not.toContain('18900000');
    expect(shown[0]!.changes).toContainEqual({ field: 'loss', from: '', to: 'final' });
  });
});
