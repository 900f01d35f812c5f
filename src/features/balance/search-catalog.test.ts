import { describe, expect, it } from 'vitest';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { signalKinds } from '../signals/kinds.ts';
import { searchAnswer } from './search-catalog.ts';
import { SearchAnswer } from './search-contract.ts';

const text = `
{apiVersion: waga/v1, kind: Product, metadata: {name: pay, displayName: Płatności}, spec: {}}
---
apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Płatność kartą}
spec: {product: pay, level: critical, thresholds: {partial: "0.2", total: "0.4"}, value: {perEvent: "150.00", currency: PLN}, timeZone: Europe/Warsaw, steps: [started, completed], kpi: completed, dependsOn: [{component: payment-api}]}
---
{apiVersion: waga/v1, kind: Component, metadata: {name: payment-api}, spec: {type: service}}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: payment-api-availability}
spec:
  {class: technical, component: payment-api, source: shop, metric: requests, type: availability, bad: {code: "5*"}, objective: {atLeast: "0.99"}}
---
{apiVersion: waga/v1, kind: Source, metadata: {name: shop}, spec: {type: otlp, components: [payment-api]}}
`;
const { documents, findings } = readFiles([{ path: 'shop.yaml', text }], [...catalogKinds, ...signalKinds]);
const catalog = { version: 1, appliedAt: 0, documents };
const found = (q: string, people: { name: string; displayName: string }[] = []) =>
  SearchAnswer.parse(searchAnswer(catalog, people, { q, limit: 10 })).hits.map(({ kind, name, of }) => [
    kind,
    name,
    of,
  ]);

describe('the names of the catalogue', () => {
  it('is read without an error', () => {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('are found with what they belong to', () => {
    expect(found('pay')).toEqual([
      ['product', 'pay', null],
      ['process', 'payment', 'Płatności'],
      ['component', 'payment-api', 'service'],
      ['measure', 'payment-api-availability', 'payment-api'],
    ]);
    expect(found('shop')).toEqual([['source', 'shop', 'otlp']]);
    expect(found('platnosc karta')).toEqual([['process', 'payment', 'Płatności']]);
  });

  it('have people among them where these are given', () => {
    expect(found('zolw')).toEqual([]);
    expect(found('zolw', [{ name: 'piotr', displayName: 'Piotr Żółw' }])).toEqual([['person', 'piotr', null]]);
  });
});
