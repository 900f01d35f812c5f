import { describe, expect, it } from 'vitest';
import { withDecisions } from '../../catalog/decided.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { decidedDiffers } from './decided-differs.ts';

const text = `
apiVersion: waga/v1
kind: Process
metadata: {name: refund}
spec: {level: standard, timeZone: UTC, steps: [done], kpi: done, thresholds: {partial: "0.20", total: "0.40"}}
`;
const catalog = { version: 3, appliedAt: 0, documents: readFiles([{ path: 'a.yaml', text }], catalogKinds).documents };
const decided = { process: 'refund', decision: 'd1', version: 1, from: 0, until: null };
const thresholds = { partial: '0.20', total: '0.35' };

describe('a decision beside the file', () => {
  it('is no finding where they agree or there is none', () => {
    const agreeing = new Map([['refund', { ...decided, level: 'standard' as const, thresholds: null }]]);
    expect(decidedDiffers(catalog)).toEqual([]);
    expect(decidedDiffers(withDecisions(catalog, agreeing))).toEqual([]);
  });

  it('is a finding that names each difference', () => {
    const other = new Map([['refund', { ...decided, level: 'critical' as const, thresholds }]]);
    const [finding, ...none] = decidedDiffers(withDecisions(catalog, other));
    expect(none).toEqual([]);
    expect(finding).toMatchObject({
      ...{
        id: 'decision_differs_from_file:refund',
        severity: 'warning',
        subjectKind: 'Process',
        file: 'a.yaml',
        line: 2,
      },
      why: expect.stringContaining(
        'level is critical by decision and standard in the file; thresholds.total is 0.35 by decision and 0.40 in the file',
      ),
    });
  });
});
