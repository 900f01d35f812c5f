import { expect, it } from 'vitest';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { dutyKinds } from './kinds.ts';

const process = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: Europe/Warsaw, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}}
---
`;
const told = (spec: string): string[] => {
  const text = `${process}apiVersion: waga/v1\nkind: Rotation\nmetadata: {name: pay}\nspec: ${spec}\n`;
  const { findings } = readFiles([{ path: 'duty.yaml', text }], [...catalogKinds, ...dutyKinds]);
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, line, column }) => `${line}:${column} ${code} ${message}`);
};
const layers = 'layers: [{name: a, people: ["user:anna"], since: "2026-01-05T09:00", turn: 1w}]';
const rest = `timeZone: Europe/Warsaw, covers: {processes: [payment]}`;

it('reads a rotation', () => expect(told(`{${rest}, ${layers}}`)).toEqual([]));

it.each([
  [`{timeZone: Europe/Warsaw, covers: {}, ${layers}}`, 'expected a product, process or component that it answers for'],
  [`{timeZone: Europe/Warsaw, covers: {processes: [paiment]}, ${layers}}`, 'did you mean payment?'],
  [
    `{${rest}, layers: [{name: a, people: ["group:pay"], since: "2026-01-05T09:00", turn: 1w}]}`,
    'expected a person, user:NAME',
  ],
  [
    `{${rest}, layers: [{name: a, people: ["user:anna"], since: "2026-01-05", turn: 1w}]}`,
    'expected a local date and time',
  ],
  [
    `{${rest}, layers: [{name: a, people: ["user:anna"], since: "2026-01-05T09:00", turn: weekly}]}`,
    'such as 12h, 1d or 1w',
  ],
  [`{${rest}, ${layers}, escalation: [{afterMinutes: 5, to: {onCall: true}}]}`, 'somebody is told at once'],
  [
    `{${rest}, ${layers}, escalation: [{afterMinutes: 0, to: {onCall: true}}, {afterMinutes: 0, to: {person: "user:ola"}}]}`,
    'expected more than the 0 minutes',
  ],
  [
    `{${rest}, ${layers}, escalation: [{afterMinutes: 0, to: {onCall: true}}, {afterMinutes: 9, to: {rotation: pay}}]}`,
    'expected another rotation',
  ],
  [`{${rest}, ${layers}, channels: [slack]}`, 'there is no Channel named slack'],
])('names what is wrong in %s', (spec, message) => {
  const found = told(spec);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(message);
  expect(found[0]).toMatch(/^9:/);
});
