import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Estimate } from '../../../maths/estimate.ts';
import { minute } from '../../../maths/instants.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { alertVerdict } from './alert-verdict.ts';
import { firesIn } from './fires.ts';
import { weighAlert } from './weigh-alert.ts';

const root = join(import.meta.dirname, '../../../..');
const page = readFileSync(join(root, 'docs/alerts.md'), 'utf8');

it('reads the documents that it prints', () => {
  const blocks = [...page.matchAll(/```yaml\n(apiVersion[\s\S]*?)```/g)].map((match) => match[1]!);
  const component = 'apiVersion: waga/v1\nkind: Component\nmetadata: {name: payment-api}\nspec: {}\n';
  const text = [component, ...blocks].join('---\n');
  const { findings, documents } = readFiles([{ path: 'alerts.yaml', text }], [...catalogKinds, ...signalKinds]);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(documents.map(({ kind }) => kind).sort()).toEqual(['Alert', 'Component', 'Source']);
});

it('works its example out as it says', () => {
  const at = (from: number, minutes: number) => ({ from: from * minute, to: (from + minutes) * minute });
  const cost = (value: number): Estimate => ({
    ...{ value, unit: 'PLN-minor', low: value, high: value, level: 0.9, method: 'test', basis: {}, grade: 'observed' },
    ...{ version: 'test-1', completeness: 1 },
  });
  const [days, now] = [at(0, 43_200), 43_200 * minute];
  const losses = [
    { ...at(1_000, 40), id: 'a', process: 'payment', class: 'P1', money: cost(800_000) } as const,
    { ...at(9_000, 20), id: 'b', process: 'payment', class: 'P2', money: cost(100_000) } as const,
  ];
  const fires = firesIn(days, [at(990, 30), at(9_015, 5), at(20_000, 60), at(30_000, 60)], now);
  const weight = weighAlert(fires, losses, days, now);
  const { verdict, verdictWhy } = alertVerdict({
    ...weight,
    losses: 2,
    told: weight.told.size,
    days: 30,
    isAbove: true,
  });
  const money = (value: number): string => `${String(value / 100).replace(/(\d)(\d{3})$/, '$1 $2')} PLN`;
  const { precision, recall } = weight;
  const rows = [
    `${weight.fires}, ${weight.minutes}, ${weight.withoutDrop} |`,
    `${precision!.numerator} of ${precision!.denominator} (${precision!.text}), ${recall!.numerator} of ${recall!.denominator} (${recall!.text}) |`,
    `1 000 PLN: ${money(weight.money.caught[0]!.value)} |`,
    `missed | ${money(weight.money.missed[0]!.value)} |`,
    `${verdict}: ${verdictWhy} |`,
  ];
  for (const row of rows) expect(page).toContain(row);
});
