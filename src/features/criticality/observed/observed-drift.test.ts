import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../../maths/estimate.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Dependency } from '../../catalog/dependency.ts';
import type { SeenCoupling } from './observed.ts';
import { ObservedCoupling } from './observed-contract.ts';
import { besideDeclared, driftFindings, observedLevels } from './observed-drift.ts';

const at = { file: 'pay.yaml', line: 3, column: 1 };

function catalogWith(dependsOn: Dependency[]): Catalog {
  const document = (kind: string, name: string, spec: object) =>
    ({ kind, metadata: { name }, spec, at }) as unknown as Catalog['documents'][number];
  return {
    version: 1,
    appliedAt: 0,
    documents: [
      document('Component', 'gateway', { dependsOn: [], commonCauses: [] }),
      document('Process', 'payment', { level: 'critical', dependsOn }),
    ],
  };
}

function estimate(value: number, low: number, high: number, incidents: number): Estimate {
  return {
    ...{ value, low, high, unit: 'share', level: 0.9, method: 'm', basis: { incidents } },
    ...{ grade: 'incidents', version: 'coupling/1', completeness: 1 },
  };
}

function seen(range: [number, number, number] | null, more: Partial<SeenCoupling['down']> = {}): SeenCoupling {
  const incidents = more.incidents ?? 4;
  const lostShare = range && estimate(...range, incidents);
  return {
    ...{ component: 'gateway', process: 'payment', degraded: null, confoundedWith: [], confoundedMinutes: 0 },
    missing: range === null ? 'It was not out in this time, so nothing can be seen.' : null,
    down: { incidents, minutes: 80, placeboP: 0.02, failedShare: null, lagMinutes: 0, ...more, lostShare },
  };
}

function findingOf(one: SeenCoupling, dependsOn: Dependency[], derived: number | null = null) {
  const catalog = catalogWith(dependsOn);
  const coupling = ObservedCoupling.parse(besideDeclared(one, catalog, () => derived));
  return { coupling, finding: driftFindings([coupling], catalog)[0], level: observedLevels([coupling], catalog)[0] };
}

const hard: Dependency[] = [{ component: 'gateway' }];
const soft: Dependency[] = [{ component: 'gateway', mode: 'soft', share: '0.05' }];

describe('declared, derived and observed side by side', () => {
  it('declared hard, lost little: soft, with the share that was seen', () => {
    const { coupling, finding, level } = findingOf(seen([0.06, 0.03, 0.09]), hard, 1);
    expect(coupling).toMatchObject({ declared: { mode: 'hard', share: null }, derivedShare: 1, differs: true });
    expect(finding).toMatchObject({
      code: 'observed_differs',
      id: 'observed_differs:payment:gateway',
      why: 'declares gateway hard, by the graph 100 % goes with it, but in 4 outages of gateway it lost 6 % (3 to 9 %) of what was expected',
      todo: 'Declare it soft with share "0.06", or find out what carried the process meanwhile',
      ...{ file: 'pay.yaml', line: 3 },
    });
    expect(level).toBeUndefined();
  });

  it('declared soft, lost most: hard, and its level is that of the process', () => {
    const { finding, level } = findingOf(seen([0.6, 0.5, 0.7]), soft);
    expect(finding).toMatchObject({
      why: 'declares gateway soft 5 %, but in 4 outages of gateway it lost 60 % (50 to 70 %) of what was expected',
      todo: 'Declare it hard',
    });
    expect(level).toEqual({ component: 'gateway', level: 'critical', process: 'payment' });
  });

  it('reached over others: what the graph says stands for what is declared', () => {
    const { coupling, finding } = findingOf(seen([0.02, -0.01, 0.04]), [], 0.9);
    expect(coupling.declared).toBeNull();
    expect(finding!.why).toContain('stands on gateway, by the graph 90 % goes with it');
  });

  it.each([
    ['as declared', seen([0.97, 0.93, 1]), hard],
    ['less than five points apart', seen([0.1, 0.09, 0.11]), soft],
    ['one outage', seen([0.06, 0.03, 0.09], { incidents: 1 }), hard],
    ['more lost, but quiet days lose as much', seen([0.3, 0.2, 0.4], { placeboP: 0.2 }), soft],
    ['a tenth of the requests failed, a tenth was lost', seen([0.1, 0.08, 0.12], { failedShare: 0.1 }), hard],
    ['nothing seen', seen(null), hard],
  ])('no finding: %s', (_, one, dependsOn) => {
    const { coupling, finding } = findingOf(one, dependsOn);
    expect(coupling.differs).toBe(false);
    expect(finding).toBeUndefined();
  });

  it('a part of the requests failed: what all of them would have cost decides', () => {
    const { finding, level } = findingOf(seen([0.3, 0.25, 0.35], { failedShare: 0.4 }), soft);
    expect(finding!.why).toContain('(40 % of its requests failed)');
    expect(finding!.todo).toBe('Declare it hard');
    expect(level?.level).toBe('critical');
  });

  it('says in the note what else was down, and whether it stands out', () => {
    const note = (one: SeenCoupling): string => findingOf(one, hard).coupling.note;
    expect(note(seen([0.5, 0.4, 0.6]))).toBe(
      'Lost 50 % (40 to 60 %) in 4 outages, 80 min. It stands out from the same minutes of quiet days.',
    );
    expect(note(seen([0.01, -0.1, 0.1], { incidents: 1 }))).toContain('no link found');
    expect(note({ ...seen([0.5, 0.4, 0.6]), confoundedWith: ['db'], confoundedMinutes: 12 })).toContain(
      '12 min are left out: db was down too.',
    );
    expect(note(seen(null))).toMatch(/not out/);
  });
});
