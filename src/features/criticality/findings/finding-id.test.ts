import { describe, expect, it } from 'vitest';
import { landscape } from '../../../../benchmarks/criticality/landscape.ts';
import { RiskFindingCode } from '../contract.ts';
import { criticalityOf } from '../criticality.ts';
import { findingId } from './finding-id.ts';

describe('findingId', () => {
  it('is readable, and names what the finding is about beside its subject', () => {
    expect(findingId({ code: 'declared_below_derived', subject: 'payment-api' })).toBe(
      'declared_below_derived:payment-api',
    );
    expect(findingId({ code: 'seen_not_declared', subject: 'payment-api', other: 'fraud.example.com' })).toBe(
      'seen_not_declared:payment-api:fraud.example.com',
    );
  });

  it('keeps a process and a component of one name apart where both may be meant', () => {
    const code = 'missing_level';
    const ids = (['Process', 'Component'] as const).map((subjectKind) =>
      findingId({ code, subject: 'checkout', subjectKind }),
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('is borne by one finding only, and stays when files are moved and numbers change', () => {
    const documents = landscape('domains', { components: 120, edges: 420, processes: 12 }, 3);
    const ids = criticalityOf({ documents }).findings.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids.map((id) => id.split(':')[0]!)).size).toBeGreaterThan(4);
    for (const id of ids) expect(RiskFindingCode.options).toContain(id.split(':')[0]);
    const moved = documents.map((one) => ({ ...one, at: { file: 'moved.yaml', line: 9, column: 1 } }));
    const again = criticalityOf({ documents: moved, overrunShare: () => 0.5, hourlyValue: () => null }).findings;
    const kept = new Set(again.map(({ id }) => id));
    const onNumbers = /^(unknown_outage_lengths|missing_value|not_exact)/;
    expect(ids.filter((id) => !onNumbers.test(id) && !kept.has(id))).toEqual([]);
  });
});
