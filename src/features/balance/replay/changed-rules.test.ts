import { describe, expect, it } from 'vitest';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { measureNamed } from '../../signals/measure.ts';
import type { ReplayChange } from '../replay-contract.ts';
import { withChanges, wordsOfChanges } from './changed-rules.ts';
import { percentText } from './rule-text.ts';

const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: UTC, steps: [completed], kpi: completed, thresholds: {partial: "0.20", total: "0.40", weekend: {partial: "0.30"}}, dependsOn: [{component: api}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: api}
spec: {}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: stability}
spec: {class: technical, component: api, type: availability, metric: requests, bad: {code: "5*"}, objective: {atLeast: "0.999"}}`;
const { documents } = readFiles([{ path: 'a.yaml', text }], [...catalogKinds, ...signalKinds]);
const catalog: Catalog = { version: 1, appliedAt: 0, documents };

describe('changed rules', () => {
  it('are said in words, and are in the catalogue that is tried, not in the one that holds', () => {
    const changes: ReplayChange[] = [
      { kind: 'process', name: 'payment', partial: '0.25' },
      { kind: 'measure', name: 'stability', overMinutes: 60, floor: 1_000 },
    ];
    expect(wordsOfChanges(catalog, changes)).toEqual([
      'payment: partial 0.20, total 0.40 → partial 0.25, total 0.40',
      'stability: ≥ 99.9 % over 5 min, floor 20 → ≥ 99.9 % over 60 min, floor 1000',
    ]);
    const tried = withChanges(catalog, changes);
    expect(processNamed(tried, 'payment')!.spec.thresholds).toEqual({
      ...{ partial: '0.25', total: '0.40', weekend: { partial: '0.30' } },
    });
    expect(measureNamed(tried, 'stability')!.spec.objective).toMatchObject({ overMinutes: 60, floor: 1_000 });
    expect(measureNamed(catalog, 'stability')!.spec.objective).toMatchObject({ overMinutes: 5, floor: 20 });
    const off = withChanges(catalog, [{ kind: 'measure', name: 'stability', off: true }]);
    expect(measureNamed(off, 'stability')).toBeUndefined();
  });

  it.each<[ReplayChange, string]>([
    [{ kind: 'process', name: 'paymnt', partial: '0.2' }, 'did you mean payment'],
    [{ kind: 'measure', name: 'stabilty', floor: 3 }, 'did you mean stability'],
    [{ kind: 'process', name: 'payment' }, 'nothing of it is changed'],
    [{ kind: 'measure', name: 'stability' }, 'nothing of it is changed'],
    [{ kind: 'process', name: 'payment', partial: '0.4' }, 'expected total above partial'],
    [{ kind: 'process', name: 'payment', total: '0.3' }, 'expected total above partial'],
    [{ kind: 'process', name: 'payment', partial: '1.5' }, 'partial'],
    [{ kind: 'process', name: 'payment', partial: 'many' }, 'partial'],
    [{ kind: 'measure', name: 'stability', atLeast: '0' }, 'atLeast'],
  ])('that do not fit are refused with what is wrong: %j', (change, said) => {
    expect(() => wordsOfChanges(catalog, [change])).toThrow(said);
  });

  it('name a thing once', () => {
    const twice: ReplayChange[] = [1, 2].map((floor) => ({ kind: 'measure', name: 'stability', floor }));
    expect(() => wordsOfChanges(catalog, twice)).toThrow('changed twice');
  });
});

describe('a share in per cent', () => {
  it.each([
    ['0.995', '99.5 %'],
    ['1', '100 %'],
    ['0.9', '90 %'],
    ['0.05', '5 %'],
    ['0.0005', '0.05 %'],
    ['0.999', '99.9 %'],
  ])('%s is %s', (share, said) => expect(percentText(share)).toBe(said));
});
