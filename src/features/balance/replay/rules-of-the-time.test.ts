import { describe, expect, it } from 'vitest';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { termsHistory } from '../../catalog/terms-history.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { measureNamed, measuresOf } from '../../signals/measure.ts';
import { rulesAt, rulesOfTheTime } from './rules-of-the-time.ts';

const measure = (name: string, atLeast: string) =>
  `apiVersion: waga/v1\nkind: Measure\nmetadata: {name: ${name}}\nspec: {class: technical, component: api, type: availability, metric: requests, bad: {code: "5*"}, objective: {atLeast: "${atLeast}"}}`;
const text = [
  'apiVersion: waga/v1\nkind: Process\nmetadata: {name: payment}\nspec: {level: critical, timeZone: UTC, steps: [completed], kpi: completed, thresholds: {partial: "0.30", total: "0.50"}, dependsOn: [{component: api}]}',
  'apiVersion: waga/v1\nkind: Component\nmetadata: {name: api}\nspec: {}',
  measure('stability', '0.999'),
].join('\n---\n');
const read = (yaml: string) => readFiles([{ path: 'a.yaml', text: yaml }], [...catalogKinds, ...signalKinds]).documents;
const old = measuresOf({
  version: 1,
  appliedAt: 0,
  documents: read([text.split('\n---\n')[1], measure('stability', '0.99'), measure('gone', '0.9')].join('\n---\n')),
});

const pair = (partial: string, total: string) => ({ partial, total });
const catalog: Catalog = {
  ...{ version: 2, appliedAt: 200, documents: read(text) },
  history: termsHistory(
    [
      { process: 'payment', level: 'standard', thresholds: pair('0.20', '0.40'), from: 100, until: 200 },
      { process: 'payment', level: 'critical', thresholds: pair('0.30', '0.50'), from: 200, until: null },
    ],
    [
      {
        ...{ process: 'payment', decision: 'd', version: 1, level: 'important', thresholds: pair('0.25', '0.45') },
        ...{ from: 150, until: 180 },
      },
    ],
  ),
};
const terms = [
  { document: old.find(({ metadata }) => metadata.name === 'stability')!, from: 100, until: 200 },
  { document: old.find(({ metadata }) => metadata.name === 'gone')!, from: 100, until: 170 },
  { document: measureNamed(catalog, 'stability')!, from: 200, until: null },
];

describe('the rules of a time', () => {
  const spans = rulesOfTheTime(catalog, terms, { from: 0, to: 1_000 });

  it.each([
    [0, 'standard', '0.20', '0.99', true],
    [120, 'standard', '0.20', '0.99', true],
    [160, 'important', '0.25', '0.99', true],
    [175, 'important', '0.25', '0.99', false],
    [190, 'standard', '0.20', '0.99', false],
    [200, 'critical', '0.30', '0.999', false],
    [900, 'critical', '0.30', '0.999', false],
  ])(
    'at %i are those that held then, and before the first words on it the first',
    (at, level, partial, atLeast, hasGone) => {
      const then = rulesAt(spans, at);
      expect(processNamed(then, 'payment')!.spec).toMatchObject({ level, thresholds: { partial } });
      expect(measureNamed(then, 'stability')!.spec.objective.atLeast).toBe(atLeast);
      expect(measureNamed(then, 'gone') !== undefined).toBe(hasGone);
    },
  );

  it('are one span where nothing changed', () => {
    expect(rulesOfTheTime(catalog, terms, { from: 300, to: 400 })).toHaveLength(1);
  });
});
