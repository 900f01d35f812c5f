import { describe, expect, it } from 'vitest';
import { minute } from '../../../maths/instants.ts';
import type { Document } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { signalKinds } from '../../signals/kinds.ts';
import type { SloVersion } from './plan.ts';
import { rulesIn, slotsOfParts } from './slots-of-versions.ts';
import { versionsOf } from './versions.ts';

const at = Date.parse('2026-11-20T10:00:00Z');
const component = 'apiVersion: waga/v1\nkind: Component\nmetadata: {name: web}\nspec: {}\n';
const measure = (bad: string) => `---
apiVersion: waga/v1
kind: Measure
metadata: {name: web_ok}
spec: {class: technical, component: web, type: availability, metric: m, bad: {code: "${bad}"}, objective: {atLeast: "0.99"}}
`;
const slo = (target: string, more = '', name = 'a') => `---
apiVersion: openslo/v1
kind: SLO
metadata: {name: ${name}${more}}
spec:
  service: web
  indicator:
    metadata: {name: i}
    spec:
      ratioMetric:
        good: {metricSource: {type: waga, spec: {measure: web_ok}}}
        total: {metricSource: {type: waga, spec: {measure: web_ok}}}
  timeWindow: [{duration: 28d}]
  budgetingMethod: Occurrences
  objectives: [{target: ${target}}]
`;
const read = (text: string): readonly Document[] =>
  readFiles([{ path: 'a.yaml', text: component + text }], [...catalogKinds, ...signalKinds]).documents;

/** The versions of catalogues that followed each other an hour apart. */
function versions(...texts: string[]): Map<string, SloVersion[]> {
  const hour = 60 * minute;
  const all = texts.map(read);
  const held = all.flatMap((documents, index) =>
    documents.map((document) => ({
      document,
      from: at + index * hour,
      to: index + 1 < all.length ? at + (index + 1) * hour : null,
    })),
  );
  return versionsOf(held, all.at(-1)!, at + texts.length * hour);
}
const shown = (own: readonly SloVersion[] | undefined) =>
  own?.map(({ plan, from, to }) => [plan.targetText, (from - at) / minute, to === null ? null : (to - at) / minute]);

describe('versions of an objective', () => {
  it('begin with an edit of its target, and not with one of its name for people', () => {
    const found = versions(
      measure('5*') + slo('0.9'),
      measure('5*') + slo('0.9', ', displayName: A'),
      measure('5*') + slo('0.99', ', displayName: A'),
    );
    expect(shown(found.get('a'))).toEqual([
      ['0.9', 0, 120],
      ['0.99', 120, null],
    ]);
  });

  it('begin with an edit of the measure behind it, and end where the catalogue has it no more', () => {
    const found = versions(
      measure('5*') + slo('0.9'),
      measure('500') + slo('0.9'),
      measure('500'),
      measure('500') + slo('0.9'),
    );
    expect(shown(found.get('a'))).toEqual([
      ['0.9', 0, 60],
      ['0.9', 60, 120],
      ['0.9', 180, null],
    ]);
  });

  it('count each minute by the rule of its time, the first one also before it was written', () => {
    const own = versions(measure('5*') + slo('0.9'), measure('500') + slo('0.9')).get('a')!;
    const period = { from: at - 60 * minute, to: at + 120 * minute };
    const parts = rulesIn(own, period, 'Occurrences');
    expect(parts.map(({ from, to }) => [(from - at) / minute, (to - at) / minute])).toEqual([
      [-60, 60],
      [60, 120],
    ]);
    const slots = slotsOfParts(parts, period, (part) => ({
      from: period.from,
      good: new Float64Array(180).fill(part === parts[0] ? 1 : 2),
      valid: new Float64Array(180).fill(2),
    }));
    expect([slots.good[0], slots.good[119], slots.good[120], slots.good[179]]).toEqual([1, 1, 2, 2]);
    expect(rulesIn(own, period, 'Timeslices')).toEqual([]);
  });
});
