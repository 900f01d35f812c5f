import { expect, it } from 'vitest';
import type { Catalog } from '../catalog/catalog.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import type { Alarm } from '../objectives/contract.ts';
import { firedOn } from './fired-on.ts';
import { stepTechnical } from './step-technical.ts';
import { technicalFacts } from './technical-facts.ts';

const text = 'apiVersion: waga/v1\nkind: Component\nmetadata: {name: api}\nspec: {}\n';
const catalog = {
  version: 1,
  appliedAt: 0,
  documents: readFiles([{ path: 'a', text }], catalogKinds).documents,
} as Catalog;
const now = Date.parse('2026-11-20T12:00:00Z');
const startedAt = '2026-11-20T11:56:00Z';
const own = (measure: string): Alarm => ({ id: `${measure}@1`, component: 'api', measure, startedAt, endedAt: null });
const external = (name: string, opensIncidents: boolean, mandatedBy: string | null = null): Alarm => ({
  ...own(name),
  external: { alert: `alert:${name}`, source: 'am', opensIncidents, mandatedBy },
});
const counted = (alarms: Alarm[], ...retired: string[]) => technicalFacts(catalog, alarms, now, new Set(retired));

it('count where their Alert says so, with who mandates them', () => {
  const facts = counted([external('Quiet', false), external('Loud', true, 'the regulator'), own('slow')]);
  expect(facts).toMatchObject([
    {
      alarms: [
        { measure: 'Loud', mandatedBy: 'the regulator', external: 'alert:Loud' },
        { measure: 'slow', mandatedBy: null },
      ],
    },
  ]);
  expect(counted([external('Quiet', false)])).toEqual([]);
});

it('count no more once they are retired, as those of measures do; what they opened is over', () => {
  const alarms = [external('Loud', true), own('slow')];
  const [opened] = stepTechnical([], counted(alarms), now);
  const open = stepTechnical([opened!], counted(alarms), now);
  expect(open[0]).toMatchObject({ state: 'open', technical: { alarms: [{ measure: 'Loud' }, { measure: 'slow' }] } });
  expect(counted(alarms, 'measure:slow')).toMatchObject([{ alarms: [{ measure: 'Loud' }], retired: ['slow@1'] }]);
  expect(stepTechnical(open, counted(alarms, 'measure:slow'), now)[0]).toMatchObject({ state: 'open' });
  const [over] = stepTechnical(open, counted(alarms, 'measure:slow', 'alert:Loud'), now);
  expect(over).toMatchObject({ state: 'recovered', endedAt: now });
  expect(over!.transitions.at(-1)!.reason).toBe('Its alert was retired: it calls nobody any more.');
  expect(stepTechnical([], counted(alarms, 'measure:slow', 'alert:Loud'), now)).toEqual([]);
});

it('are told beside the evidence on a probable root', () => {
  expect(firedOn('api', [external('Loud', true), external('Quiet', false), own('slow')])).toBe(
    `Loud, Quiet fire on it, since ${startedAt}.`,
  );
  expect(firedOn('api', [own('slow')])).toBeNull();
  expect(firedOn('db', [external('Loud', true)])).toBeNull();
});
