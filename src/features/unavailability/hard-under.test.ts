import { expect, it } from 'vitest';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { processesNeeding } from './hard-under.ts';

it('follows hard dependencies alone, through whatever cannot do without a part', () => {
  const component = (name: string, dependsOn = '[]') =>
    `apiVersion: waga/v1\nkind: Component\nmetadata: {name: ${name}}\nspec: {dependsOn: ${dependsOn}}`;
  const process = (name: string, dependsOn: string) =>
    `apiVersion: waga/v1\nkind: Process\nmetadata: {name: ${name}}\nspec: {timeZone: UTC, steps: [done], kpi: done, thresholds: {partial: "0.2", total: "0.4"}, dependsOn: ${dependsOn}}`;
  const text = [
    process(
      'payment',
      '[{component: api}, {component: mail, mode: async, bufferMinutes: 5}, {anyOf: [{component: psp-a}, {component: psp-b}]}]',
    ),
    process(
      'refund',
      '[{allOf: [{component: db}, {component: queue}]}, {component: offers, mode: soft, share: "0.9"}]',
    ),
    component(
      'api',
      '[{component: db}, {atLeast: 2, of: [{component: node-a}, {component: node-b}, {component: node-c}]}]',
    ),
    // a cycle, and all that are needed
    component('db', '[{component: api}, {atLeast: 2, of: [{component: disk}, {component: net}]}]'),
    ...['mail', 'psp-a', 'psp-b', 'queue', 'offers', 'node-a', 'node-b', 'node-c', 'disk', 'net'].map((one) =>
      component(one),
    ),
  ].join('\n---\n');
  const { documents } = readFiles([{ path: 'a.yaml', text }], catalogKinds);
  const needing = processesNeeding({ version: 1, appliedAt: 0, documents });
  expect(Object.fromEntries([...needing].sort())).toEqual({
    api: ['payment', 'refund'],
    db: ['payment', 'refund'],
    disk: ['payment', 'refund'],
    net: ['payment', 'refund'],
    queue: ['refund'],
  });
});
