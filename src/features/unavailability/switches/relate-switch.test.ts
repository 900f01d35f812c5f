import { describe, expect, it } from 'vitest';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { ledgerKinds } from '../../outages/kinds.ts';
import { unavailabilityKinds } from '../kinds.ts';

const process = (name: string, rest = '') => `apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec:
  timeZone: UTC
  steps: [paid]
  kpi: paid
  thresholds: {partial: "0.20", total: "0.40"}
  attributes: [method]
  ${rest}
---
`;
const one = (name: string, rest: string) => `apiVersion: waga/v1
kind: Switch
metadata: {name: ${name}}
spec: {process: payment, customersSee: {off: Nothing.}, ${rest}}
---
`;
const hook = 'carriedOut: {by: webhook, url: "https://flags.example.com/hook", secrets: [hook]}';
const person = 'carriedOut: {by: person, how: In the console of the shop.}';
const told = (...parts: string[]): string[] => {
  const text = parts.join('').replace(/---\n$/, '');
  const { findings } = readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...ledgerKinds, ...unavailabilityKinds]);
  return findings
    .filter(({ code }) => code !== 'no_source' && code !== 'unused_component')
    .map(({ severity, line, message }) => `${severity} ${line} ${message}`);
};
const payment = process('payment');
const window = (switches: string) => `apiVersion: waga/v1
kind: Maintenance
metadata: {name: night}
spec: {subjects: [{process: payment}], from: 2026-05-01T00:00:00Z, to: 2026-05-01T04:00:00Z, switches: [${switches}]}
---
`;

describe('a switch in the catalogue', () => {
  it('is read, with what may switch it and what verifies it', () => {
    const flag = 'verify: [{by: flag, provider: "https://f.example.com", flag: blik}, {by: traffic}]';
    const breaker = 'breaker: {policy: automatic, openAt: "0.60"}';
    const part = 'part: {attribute: method, value: blik}';
    expect(told(payment, one('blik', `${hook}, ${flag}, ${part}, ${breaker}, automatic: {maintenance: true}`))).toEqual(
      [],
    );
    expect(told(payment, one('slow', `type: banner, ${person}`))).toEqual([]);
  });

  it.each([
    [one('blik', hook).replace('payment', 'paymnet'), 'there is no Process named paymnet; did you mean payment?'],
    [one('blik', `${hook}, vendor: psp`), 'there is no Vendor named psp'],
    [
      one('blik', `${hook}, part: {attribute: methd, value: blik}`),
      'does not list the attribute methd: it lists method; did you mean method?',
    ],
    [
      one('blik', `${person}, automatic: {maintenance: true}`),
      'expected a webhook: what Waga switches it must be able to undo',
    ],
    [one('blik', `${hook}, twoPeople: true, automatic: {runbook: true}`), 'expected false: two people must agree'],
    [
      one('blik', `${hook}, breaker: {policy: automatic, openAt: "0.5"}`),
      'an automatic breaker needs a check that verifies it',
    ],
    [one('slow', `type: banner, ${hook}, breaker: {openAt: "0.5"}`), 'customers go on as before beside a banner'],
    [one('slow', `type: banner, ${hook}, verify: [{by: traffic}]`), 'a banner lets customers through'],
  ])('%s', (text, message) => {
    const found = told(payment, text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^error \d+ /);
    expect(found[0]).toContain(message);
  });

  it('is offered by a process only as what it is, and only its own', () => {
    const actions = (text: string, ...rest: string[]) =>
      told(process('payment', `actions: ${text}`), one('off', person), ...rest);
    expect(actions('{total: switch/off}')).toEqual([]);
    expect(actions('{partial: banner/off}')[0]).toContain('the Switch off is a switch: expected switch/off');
    expect(actions('{total: switch/of}')[0]).toContain('there is no Switch named of; did you mean off?');
    expect(actions('{total: off}')[0]).toContain('expected banner/NAME or switch/NAME');
    const other = process('refund', 'actions: {total: switch/off}');
    expect(actions('{total: switch/off}', other)).toEqual([expect.stringContaining('is one of the process payment')]);
  });

  it('is switched by maintenance only where it lets it', () => {
    const willing = one('blik', `${hook}, automatic: {maintenance: true}`);
    expect(told(payment, willing, window('blik'))).toEqual([]);
    expect(told(payment, one('blik', hook), window('blik'))[0]).toContain(
      'the Switch blik lets no maintenance switch it',
    );
    expect(told(payment, willing, window('blik, blik'))[0]).toContain('blik stands in switches already');
    expect(told(payment, willing, window('blick'))[0]).toContain('there is no Switch named blick; did you mean blik?');
  });
});
