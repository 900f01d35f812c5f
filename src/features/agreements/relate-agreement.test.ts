import { describe, expect, it } from 'vitest';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { notificationKinds } from '../notifications/kinds.ts';
import { agreementKinds } from './kinds.ts';

const shop = `apiVersion: waga/v1
kind: Product
metadata: {name: pay}
spec: {}
---
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {product: pay, timeZone: Europe/Warsaw, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Component
metadata: {name: ledger-db}
spec: {}
---
apiVersion: waga/v1
kind: Channel
metadata: {name: acme}
spec: {type: teams, address: acme-teams}
---
`;
const kinds = [...catalogKinds, ...notificationKinds, ...agreementKinds];
const told = (spec: string): string[] => {
  const text = `${shop}apiVersion: waga/v1\nkind: Agreement\nmetadata: {name: acme}\nspec: ${spec}\n`;
  const { findings } = readFiles([{ path: 'acme.yaml', text }], kinds);
  return findings
    .filter(({ code }) => code !== 'no_source' && code !== 'unused_component')
    .map(({ severity, code, message, column }) => `${column} ${severity} ${code} ${message}`);
};

const parties = 'parties: {provider: Shop, customer: Acme}, timeZone: Europe/Warsaw';
const objective = '{name: pay, subjects: [{process: payment}, {component: ledger-db}], target: "0.999"}';
const rest = `${parties}, objectives: [${objective}]`;
const credits = (tiers: string) => `{${rest}, credits: {fee: "10000.00", currency: PLN, tiers: [${tiers}]}}`;

describe('an agreement in the catalogue', () => {
  it('is read, with what is usual for what it does not say', () => {
    expect(told(`{${rest}, product: pay, report: {sendOnDay: 9, channels: [acme]}}`)).toEqual([]);
    expect(told(credits('{below: "0.999", share: "0.10"}, {below: "0.99", share: "0.25"}'))).toEqual([]);
  });

  it.each([
    [`{${rest}, product: pya}`, 'unknown_reference there is no Product named pya; did you mean pay?'],
    [`{${rest}, report: {channels: [acne]}}`, 'there is no Channel named acne; did you mean acme?'],
    [`{${parties}, objectives: [{name: a, subjects: [{process: paymnt}], target: "0.9"}]}`, 'no Process named paymnt'],
    [`{${parties}, objectives: [{name: a, subjects: [{component: db}], target: "0.9"}]}`, 'no Component named db'],
    [`{${parties}, objectives: [${objective}, ${objective}]}`, 'repeated another objective bears the name pay'],
    [
      `{${parties}, objectives: [{name: a, subjects: [{process: payment}, {process: payment}], target: "0.9"}]}`,
      'repeated this subject',
    ],
    [`{${rest}, validFrom: 2026-02-31}`, 'bad_time expected a day that is in the calendar, found 2026-02-31'],
    [`{${rest}, validFrom: 2026-02-01, validTo: 2026-02-01}`, 'bad_time expected a day after validFrom (2026-02-01)'],
    [
      credits('{below: "0.99", share: "0.10"}, {below: "0.990", share: "0.25"}'),
      'tiers_order bounds of tiers fall from one to the next: expected less than 0.99, found 0.990',
    ],
    [
      credits('{below: "0.999", share: "0.30"}, {below: "0.99", share: "0.25"}'),
      'tiers_order a lower tier owes no less than the one above it: expected at least 0.30, found 0.25',
    ],
    [credits('{below: "0.9995", share: "0.10"}'), 'warning tier_above_target pay promises 0.999'],
    [`{${rest}, report: {sendOnDay: 8}}`, 'warning bad_value the report is sent by itself to nobody'],
  ])('%s', (spec, words) => {
    const findings = told(spec);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(words);
  });
});
