import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../catalog/difference.ts';
import { blankOutage } from './new-outage.ts';
import type { Outage } from './outage.ts';
import { foundBy } from './outage-row.ts';
import { emptyHash, emptyHead, lineAfter, type TrailEntry, type TrailHead, type TrailLine } from './trail.ts';
import { TrailCheck } from './trail-check.ts';

const outageOf = (id: string, revision: number): Outage => ({
  ...{ ...blankOutage, id, subject: { kind: 'process', name: 'payment' }, revision },
  ...{ detected: { from: 1_000 * revision, to: null }, dueAt: 0 },
});

/** A ledger of some outages with several revisions each. */
function ledgerOf(choices: readonly number[]) {
  let head: TrailHead = emptyHead;
  const revisions = new Map<string, number>();
  const lines: TrailLine[] = [];
  for (const choice of choices) {
    const id = `o${choice}`;
    const revision = (revisions.get(id) ?? 0) + 1;
    revisions.set(id, revision);
    const content = canonicalJson(outageOf(id, revision));
    const entry: TrailEntry = {
      at: 5,
      kind: 'outage',
      subject: id,
      what: 'corrected',
      by: null,
      reason: null,
      content,
    };
    head = lineAfter(head, entry);
    lines.push(head as TrailLine);
  }
  const rows = [...revisions].map(([id, revision]) => ({
    ...foundBy(outageOf(id, revision)),
    ...{ imported: null, updated_at: 5, line: lines.findLast(({ subject }) => subject === id)!.line },
  }));
  return { lines, rows, head };
}
type Ledger = ReturnType<typeof ledgerOf>;

function problemsOf({ lines, rows, head }: Ledger, asked: string | null = null): string[] {
  const check = new TrailCheck(asked);
  for (const line of lines) check.line(line);
  check.head(head);
  for (const row of rows) check.outage(row);
  return check.problems();
}

const choices = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 15 });

describe('the trail', () => {
  it('hashes each line with the hash of the one before, as the documents say', () => {
    const { lines } = ledgerOf([1, 2]);
    const [first, second] = lines;
    const { line, at, kind, subject, what, by, reason, content } = second!;
    const said = canonicalJson({ at, by, content, kind, line, reason, subject, what });
    expect(first!.previous).toBe(emptyHash);
    expect(second!.hash).toBe(createHash('sha256').update(`${first!.hash}\n${said}`).digest('hex'));
  });

  it('is whole as it is written, and goes on from every hash it ever had, and from no other', () => {
    fc.assert(
      fc.property(choices, (list) => {
        const ledger = ledgerOf(list);
        expect(problemsOf(ledger)).toEqual([]);
        for (const { hash } of ledger.lines) expect(problemsOf(ledger, hash)).toEqual([]);
        expect(problemsOf(ledger, emptyHash)).toEqual([]);
        expect(problemsOf(ledger, 'f'.repeat(64)).join()).toContain('does not go on');
      }),
    );
  });

  it('shows every change of a line, a line or an outage that is gone, and an outage that was changed beside it', () => {
    const tampers: Record<string, (ledger: Ledger, nth: number) => Ledger> = {
      reason: ({ lines, ...rest }, nth) => ({ ...rest, lines: lines.with(nth, { ...lines[nth]!, reason: 'other' }) }),
      at: ({ lines, ...rest }, nth) => ({ ...rest, lines: lines.with(nth, { ...lines[nth]!, at: 6 }) }),
      'a hash': ({ lines, ...rest }, nth) => ({ ...rest, lines: lines.with(nth, { ...lines[nth]!, hash: emptyHash }) }),
      'a line gone': ({ lines, ...rest }, nth) => ({ ...rest, lines: lines.toSpliced(nth, 1) }),
      'an outage': ({ rows, ...rest }, nth) => {
        const at = nth % rows.length;
        return {
          ...rest,
          rows: rows.with(at, { ...rows[at]!, outage: rows[at]!.outage.replace('"own"', '"vendor"') }),
        };
      },
      'its place': ({ rows, ...rest }, nth) => {
        const at = nth % rows.length;
        return { ...rest, rows: rows.with(at, { ...rows[at]!, state: 'locked' }) };
      },
      'an outage gone': ({ rows, ...rest }, nth) => ({ ...rest, rows: rows.toSpliced(nth % rows.length, 1) }),
    };
    fc.assert(
      fc.property(choices, fc.nat(), fc.constantFrom(...Object.keys(tampers)), (list, seed, what) => {
        const ledger = ledgerOf(list);
        expect(problemsOf(tampers[what]!(ledger, seed % ledger.lines.length))).not.toEqual([]);
      }),
    );
  });

  it('tells an outage by its name, and of many problems the first', () => {
    const ledger = ledgerOf([1, 2]);
    const rows = ledger.rows.map((row) => (row.id === 'o2' ? { ...row, outage: '{}' } : row));
    expect(problemsOf({ ...ledger, rows })).toEqual(['Outage o2 is not as line 2 of the trail says.']);
    const many = ledgerOf(Array.from({ length: 60 }, (_, nth) => nth));
    expect(problemsOf({ ...many, rows: [] })).toHaveLength(21);
  });
});
