import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outageOf } from '../../../../tests/sample-outage.ts';
import { day, hour, minute } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import type { Outage } from '../../outages/outage.ts';
import { agreementKinds } from '../kinds.ts';
import type { PostStatus } from '../status-contract.ts';
import { statusModel } from './make-model.ts';
import type { StatusPost } from './post.ts';

const process = (name: string, dependsOn = ''): string => `apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec: {timeZone: Europe/Warsaw, steps: [done], kpi: done, thresholds: {partial: "0.20", total: "0.40"}${dependsOn}}
---
`;
const text = `${process('payment', ', dependsOn: [{component: psp}]')}${process('refund')}apiVersion: waga/v1
kind: Component
metadata: {name: psp}
spec: {}
---
apiVersion: waga/v1
kind: StatusPage
metadata: {name: public}
spec: {title: Acme, show: [{process: payment}, {process: refund}]}
`;
const { documents, findings } = readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...agreementKinds]);
const now = Date.parse('2026-11-20T10:00:00Z');
const catalog = { version: 1, appliedAt: 0, documents } as unknown as Catalog;

const model = (outages: readonly Outage[], posts: readonly StatusPost[] = [], firstMeasured = now - 200 * day) =>
  statusModel({ catalog, outages, posts, firstMeasured: new Map([['payment', firstMeasured]]), now })!;
let nth = 0;
const post = (outage: Outage, status: PostStatus, at = now - minute): StatusPost => ({
  ...{ id: `p${++nth}`, outage: outage.id, at, by: { id: 'a', name: 'Anna' }, status },
  ...{ title: { en: 'Title', pl: null }, body: { en: 'Text', pl: null } },
});
const statusOf = (outages: readonly Outage[], posts: readonly StatusPost[] = []) =>
  model(outages, posts).components[0]!.status;

describe('how a system is', () => {
  it('reads a catalogue without errors', () => {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each([
    ['0.5', 'major_outage'],
    ['0.499999999', 'partial_outage'],
    ['0.2', 'partial_outage'],
    ['0.199999999', 'degraded_performance'],
    ['0.000000001', 'degraded_performance'],
    ['0', 'operational'],
  ])('follows the share that fails: %s is %s', (share, status) => {
    expect(statusOf([outageOf(now - hour, null, { share })])).toBe(status);
  });

  it('is the worst of what lasts, and counts neither drafts nor what was none', () => {
    const [bad, light] = [outageOf(now - hour, null), outageOf(now - hour, now + 1, { share: '0.1' })];
    expect(statusOf([light, bad])).toBe('major_outage');
    for (const more of [{ state: 'draft' }, { state: 'removed' }, { kind: 'false-positive' }] as const) {
      expect(statusOf([outageOf(now - hour, null, more)])).toBe('operational');
    }
    expect(statusOf([outageOf(now - hour, now)])).toBe('operational');
  });

  it('follows what people told: a draft counts once it is told, and what is over is slowed down until it is resolved', () => {
    const draft = outageOf(now - hour, null, { state: 'draft', share: '0.3' });
    expect(statusOf([draft], [post(draft, 'investigating')])).toBe('partial_outage');
    expect(statusOf([draft], [post(draft, 'investigating'), post(draft, 'resolved')])).toBe('operational');
    const over = outageOf(now - hour, now - minute);
    expect(statusOf([over], [post(over, 'monitoring')])).toBe('degraded_performance');
    expect(statusOf([over], [post(over, 'resolved')])).toBe('operational');
    const removed = outageOf(now - hour, null, { state: 'removed' });
    expect(model([removed], [post(removed, 'investigating')])).toMatchObject({
      components: [{ status: 'operational' }, {}],
      incidents: [{ active: false, impact: 'none' }],
    });
  });

  it('is under maintenance within a planned outage, until it is told to be completed', () => {
    const planned = outageOf(now - hour, now + hour, { kind: 'planned' });
    expect(statusOf([planned])).toBe('under_maintenance');
    expect(statusOf([planned, outageOf(now - minute, null, { share: '0.1' })])).toBe('degraded_performance');
    expect(statusOf([planned], [post(planned, 'completed')])).toBe('operational');
    expect(statusOf([outageOf(now + minute, now + hour, { kind: 'planned' })])).toBe('operational');
  });

  it('feels a component below it once customers were told, and never what is not shown', () => {
    const below = outageOf(now - hour, null, { subject: { kind: 'component', name: 'psp' } });
    expect(model([below])).toMatchObject({ components: [{ status: 'operational' }, {}], incidents: [] });
    expect(model([below], [post(below, 'identified')])).toMatchObject({
      components: [{ status: 'major_outage' }, { status: 'operational' }],
      incidents: [{ components: [expect.any(String)] }],
    });
    const other = outageOf(now - hour, null, { subject: { kind: 'process', name: 'hidden' } });
    expect(model([other], [post(other, 'identified')]).incidents).toEqual([]);
  });
});

describe('the last 90 days', () => {
  const days = (...outages: Outage[]) => model(outages).components[0]!.days;

  it('are days of the process’ own clock, and an outage over midnight stands in both', () => {
    // midnight in Warsaw is 23:00 in UTC
    const bars = days(outageOf(Date.parse('2026-11-18T22:50:00Z'), Date.parse('2026-11-18T23:20:00Z')));
    expect(bars).toHaveLength(90);
    const down = bars.filter(({ downSeconds }) => downSeconds > 0);
    expect(down).toMatchObject([
      { day: '2026-11-18', downSeconds: 600, worst: 'major' },
      { day: '2026-11-19', downSeconds: 1_200 },
    ]);
    expect(bars.at(-1)).toMatchObject({ day: '2026-11-20', worst: 'none', known: true });
  });

  it('count what overlaps once, a day of 25 hours whole, and what is to come not at all', () => {
    // clocks went back on 25 October
    const whole = outageOf(Date.parse('2026-10-24T22:00:00Z'), Date.parse('2026-10-25T23:00:00Z'), { share: '0.3' });
    const within = outageOf(Date.parse('2026-10-25T10:00:00Z'), Date.parse('2026-10-25T11:00:00Z'));
    const down = days(whole, within, outageOf(now - minute, null)).filter(({ worst }) => worst !== 'none');
    expect(down).toMatchObject([{ day: '2026-10-25', downSeconds: 25 * 3_600, worst: 'major' }, { downSeconds: 60 }]);
    expect(days(outageOf(now + hour, now + 2 * hour, { kind: 'planned' })).at(-1)!.maintenanceSeconds).toBe(0);
  });

  it('claim nothing of days before anything was measured', () => {
    const { components } = model([outageOf(now - 60 * day, now - 60 * day + hour)], [], now - 3 * day);
    expect(components[0]!.days.filter(({ known }) => known)).toHaveLength(5);
    expect(components[1]!.days.filter(({ known }) => known)).toHaveLength(0);
  });

  it('hold together: their seconds are those of the union of what counts, whatever comes in', () => {
    const outage = fc
      .record({
        from: fc.integer({ min: 0, max: 60 * 86_400 }),
        length: fc.integer({ min: 1, max: 200_000 }),
        share: fc.constantFrom('0.1', '0.3', '1'),
      })
      .map(({ from, length, share }) => outageOf(now - from * 1_000, now + (length - from) * 1_000, { share }));
    fc.assert(
      fc.property(fc.array(outage, { maxLength: 8 }), (outages) => {
        let seconds = 0;
        let until = Number.NEGATIVE_INFINITY;
        for (const { from, to } of outages.map(({ detected }) => detected).sort((a, b) => a.from - b.from)) {
          const end = Math.min(to!, now);
          seconds += Math.max(0, end - Math.max(from, until)) / 1_000;
          until = Math.max(until, end);
        }
        expect(days(...outages).reduce((sum, { downSeconds }) => sum + downSeconds, 0)).toBe(seconds);
      }),
      { numRuns: 60 },
    );
  });
});
