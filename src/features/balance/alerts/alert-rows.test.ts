import { expect, it } from 'vitest';
import { day, minute } from '../../../maths/instants.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import type { AlertEntry } from './alert-entries.ts';
import { weighAlerts } from './alert-rows.ts';

const text = `
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {level: critical, timeZone: UTC, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}}
`;
const { documents } = readFiles([{ path: 'a.yaml', text }], catalogKinds);
const entry: AlertEntry = {
  ...{ id: 'measure:a', name: 'a', origin: 'measure', inCatalog: true, class: 'technical', type: 'latency' },
  ...{ component: 'api', componentName: 'api', processes: ['payment'], pages: true, pagesWhy: '', mandatedBy: null },
  ...{ rule: null, since: null, callsItself: false, times: [] },
};
const now = 30 * day;
const loss = (id: string, from: number) => ({
  ...({ id, process: 'payment', class: 'P1', from, to: from + 20 * minute, money: null } as const),
});
const losses = [loss('before', 3 * day), loss('told', 5 * day), loss('silent', 20 * day)];
const rowOf = (knownFrom: number | null, times: AlertEntry['times']) =>
  weighAlerts([{ ...entry, times }], {
    ...{ catalog: { version: 1, appliedAt: 0, documents }, window: { from: 0, to: now }, now, losses, pages: [] },
    ...{ retired: new Map(), knownFrom: new Map(knownFrom === null ? [] : [[entry.id, knownFrom]]) },
  })[0]!.row;

it('does not hold against an alert what happened before its fires are known', () => {
  expect(rowOf(null, []).recall).toMatchObject({ numerator: 0, denominator: 3 });
  expect(rowOf(10 * day, [])).toMatchObject({
    recall: { numerator: 0, denominator: 1 },
    verdictWhy: 'It was silent in the only P1 or P2: too few to tell.',
  });
  expect(rowOf(29 * day, [])).toMatchObject({
    recall: null,
    verdictWhy: 'It did not fire in one day, and there was no P1 or P2 to tell of.',
  });
});

it('holds for it whatever it told of', () => {
  const fired = [{ from: 5 * day, to: 5 * day + 9 * minute }];
  const { recall, precision } = rowOf(10 * day, fired);
  expect([recall, precision]).toMatchObject([
    { numerator: 1, denominator: 2 },
    { numerator: 1, denominator: 1 },
  ]);
});
