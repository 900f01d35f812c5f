import { describe, expect, it } from 'vitest';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { nothingMeasured, type ReckonedFrom } from './reckoning.ts';
import { type Kept, type Tasks, work } from './tasks.ts';

const process = (name: string, on: string) => `
apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec: {timeZone: UTC, steps: [done], kpi: done, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: ${on}}]}
---`;
const component = (name: string, availability: string) => `
apiVersion: waga/v1
kind: Component
metadata: {name: ${name}}
spec: {availability: "${availability}"}
---`;
const text = (availability: string) =>
  `${process('sale', 'shop')}${process('mail', 'relay')}${component('shop', availability)}${component('relay', '0.9')}`;

function from(availability: string): ReckonedFrom {
  const { documents } = readFiles([{ path: 'a.yaml', text: text(availability) }], catalogKinds);
  return { documents, values: new Map([['sale', { currency: 'PLN', minor: 10_000 }]]), ...nothingMeasured };
}
const ask = (kept: Kept, takes: Tasks['what-if']['takes']) =>
  work({ do: 'what-if', ...takes }, kept) as Tasks['what-if']['gives'];
const nine = (component: string) => [{ component, change: 'nine' as const }];

describe('questions that follow each other', () => {
  it('are answered as if each were the first', () => {
    const kept: Kept = {};
    for (const name of ['shop', 'relay', 'shop']) {
      const takes = { key: 'one', from: from('0.99'), changes: nine(name) };
      expect(ask(kept, takes)).toEqual(ask({}, takes));
    }
  });

  it('are about another catalogue when their key is another', () => {
    const kept: Kept = {};
    const lost = (key: string, availability: string) =>
      ask(kept, { key, from: from(availability), changes: nine('shop') }).totals[0]!.lossPerHour.before.minor;
    expect([lost('one', '0.99'), lost('two', '0.95'), lost('one', '0.99')]).toEqual([100, 500, 100]);
  });

  it('show the money of who asks, not of who asked before', () => {
    const kept: Kept = {};
    const takes = { key: 'one', from: from('0.99'), changes: nine('shop') };
    expect(ask(kept, takes).totals).toHaveLength(1);
    expect(ask(kept, { ...takes, from: { ...takes.from, values: new Map() } }).totals).toEqual([]);
  });
});
