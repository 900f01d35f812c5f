import { describe, expect, it } from 'vitest';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { ledgerKinds } from '../kinds.ts';

const shop = `apiVersion: waga/v1
kind: Component
metadata: {name: psp-card}
spec: {}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: psp}
spec: {components: [psp-card], contacts: [{name: Desk, email: desk@psp.example.com}]}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: courier}
spec: {contacts: [{name: Desk, email: desk@courier.example.com}]}
---
`;
const told = (spec: string): string[] => {
  const text = `${shop}apiVersion: waga/v1\nkind: Maintenance\nmetadata: {name: weekly}\nspec: ${spec}\n`;
  const { findings } = readFiles([{ path: 'weekly.yaml', text }], [...catalogKinds, ...ledgerKinds]);
  return findings
    .filter(({ code }) => code !== 'no_source' && code !== 'unused_component')
    .map(({ severity, code, message }) => `${severity} ${code} ${message}`);
};

const rule = 'rrule: FREQ=WEEKLY;BYDAY=TU, start: 2026-01-06T02:00, duration: 2h, timeZone: Europe/Warsaw';
const once = 'from: 2026-05-01T00:00:00+02:00, to: 2026-05-01T04:00:00+02:00';

describe('maintenance in the catalogue', () => {
  it('is read, with its subjects or those of its vendor', () => {
    expect(told(`{vendor: psp, recurrence: {${rule}}, noticeGiven: 7d, noticeNeeded: 3d, mute: true}`)).toEqual([]);
    expect(told(`{subjects: [{component: psp-card}], ${once}, announcedAt: 2026-04-20T09:00:00Z}`)).toEqual([]);
    expect(told(`{vendor: psp, ${once}, switchOff: Cards, banner: Cards rest until four}`)).toEqual([]);
  });

  it.each([
    [`{vendor: pps, ${once}}`, 'unknown_reference there is no Vendor named pps; did you mean psp?'],
    [`{subjects: [{component: psp-crad}], ${once}}`, 'no Component named psp-crad; did you mean psp-card?'],
    [`{subjects: [{process: pay}], ${once}}`, 'no Process named pay'],
    [`{subjects: [{component: psp-card}, {component: psp-card}], ${once}}`, 'repeated component:psp-card stands'],
    [`{vendor: courier, ${once}}`, 'warning bad_value nothing stands still: courier has no components'],
    [`{${once}}`, 'is missing: expected subjects, or a vendor'],
    ['{vendor: psp}', 'is missing: expected either from and to, or recurrence'],
    [`{vendor: psp, ${once}, recurrence: {${rule}}}`, 'bad_value expected either from and to, or recurrence'],
    ['{vendor: psp, from: 2026-05-01T00:00:00Z}', 'the field spec.to is missing: expected from and to'],
    ['{vendor: psp, from: 2026-05-01T04:00:00Z, to: 2026-05-01T04:00:00Z}', 'bad_time expected a time after from'],
    ['{vendor: psp, from: 2026-05-01T04:00:00Z, to: 2026-06-02T04:00:00Z}', 'bad_time expected at most 31 days'],
    [
      `{vendor: psp, ${once}, announcedAt: 2026-04-20T09:00:00Z, noticeGiven: 3d}`,
      'bad_value expected either announcedAt',
    ],
    [`{vendor: psp, recurrence: {${rule.replace('2h', '32d')}}}`, 'bad_duration expected at most 31d'],
    [
      `{vendor: psp, recurrence: {${rule.replace('01-06', '02-30')}}}`,
      'bad_time expected a date and time on the wall clock',
    ],
    [`{vendor: psp, recurrence: {${rule}, except: [2026-02-30]}}`, 'bad_time expected a date'],
    [`{vendor: psp, recurrence: {${rule.replace('Warsaw', 'Warszawa')}}}`, 'bad_time_zone'],
    [
      `{vendor: psp, recurrence: {${rule.replace('WEEKLY', 'HOURLY')}}}`,
      'expected FREQ=YEARLY, MONTHLY, WEEKLY or DAILY',
    ],
    [`{vendor: psp, recurrence: {${rule.replace('=TU', '=XX')}}}`, 'expected a rule of RFC 5545'],
    [`{vendor: psp, recurrence: {${rule.replace('BYDAY=TU', 'BYHOUR=3')}}}`, 'found BYHOUR'],
    [`{vendor: psp, recurrence: {${rule.replace('BYDAY=TU', 'COUNT=0')}}}`, 'expected COUNT of 1 or more'],
    [
      `{vendor: psp, recurrence: {${rule.replace('BYDAY=TU', 'BYDAY=TU;UNTIL=20250101')}}}`,
      'warning bad_value no window comes',
    ],
  ])('says what is wrong with %s', (spec, wanted) => {
    expect(told(spec).join('\n')).toContain(wanted);
  });
});
