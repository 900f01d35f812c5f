import { expect, it } from 'vitest';
import { criticalityFixture } from '../../fixtures/criticality.ts';
import { findingsAsked, sortFindings, subjectPath } from './finding-words.ts';

const { findings } = criticalityFixture('calm', Date.parse('2026-11-20T10:15:00Z'), false);

it('open findings stand with errors first, accepted ones apart', () => {
  const { open, accepted } = sortFindings(findings, findingsAsked(new URLSearchParams()));
  expect(open.length + accepted.length).toBe(findings.length);
  expect(accepted.every((one) => one.accepted !== null)).toBe(true);
  const severities = open.map(({ severity }) => severity);
  expect(severities.indexOf('warning')).toBeGreaterThan(severities.lastIndexOf('error'));
});

it('filters hold together', () => {
  const asked = findingsAsked(new URLSearchParams('kind=missing_owner&severity=warning&text=no owner'));
  const { open, accepted } = sortFindings(findings, asked);
  expect(open.length).toBeGreaterThan(0);
  expect([...open, ...accepted].every(({ code }) => code === 'missing_owner')).toBe(true);
  expect(sortFindings(findings, { ...asked, severity: 'error' }).open).toEqual([]);
});

it('a subject leads to its page where it has one', () => {
  expect(subjectPath({ subject: 'a b', subjectKind: 'Process' })).toBe('/processes/a%20b');
  expect(subjectPath({ subject: 'psp', subjectKind: 'Component' })).toBe('/components/psp');
  expect(subjectPath({ subject: 'rack', subjectKind: 'other' })).toBeNull();
});
