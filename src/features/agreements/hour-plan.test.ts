import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EpochMs, hour } from '../../maths/instants.ts';
import { advanced, mostSubjects, nextPiece, type PlanFacts } from './hour-plan.ts';
import type { HourProgress } from './hour-progress.ts';

const end = 1_000 * hour;
const subject = fc.record({
  from: fc.integer({ min: 0, max: 900 }),
  until: fc.integer({ min: 900, max: 1_000 }),
  first: fc.option(fc.integer({ min: 0, max: 990 })),
  again: fc.array(fc.integer({ min: 850, max: 999 }), { maxLength: 5 }),
});

describe('the plan of hours', () => {
  it('comes to every hour that is due, each once, and ends', () => {
    fc.assert(
      fc.property(fc.array(subject, { minLength: 1, maxLength: 130 }), (subjects) => {
        const progress = new Map<string, HourProgress>();
        const firsts = new Map<string, EpochMs>();
        const again = new Map<EpochMs, Set<string>>();
        const due = new Map<string, number>();
        subjects.forEach(({ from, until, first, again: changed }, nth) => {
          const key = `process:${nth}`;
          progress.set(key, { from: from * hour, until: until * hour, valued: true, importedAt: 0 });
          if (first !== null) firsts.set(key, first * hour);
          for (let at = until; at < 1_000; at++) due.set(`${key} ${at}`, 1);
          for (let at = first ?? from; at < from; at++) due.set(`${key} ${at}`, 1);
          for (const at of changed.filter((one) => one >= from && one < until)) {
            again.set(at * hour, (again.get(at * hour) ?? new Set()).add(key));
            due.set(`${key} ${at}`, 1);
          }
        });
        const facts: PlanFacts = { progress, end, again, firsts };
        const counted = new Map<string, number>();
        for (let piece = nextPiece(facts); piece !== null; piece = nextPiece(facts)) {
          const { subjects: keys, window } = piece;
          expect(keys.length).toBeGreaterThan(0);
          expect(keys.length).toBeLessThanOrEqual(mostSubjects);
          expect((keys.length * (window.to - window.from)) / hour).toBeLessThanOrEqual(2_400);
          for (const key of keys) {
            progress.set(key, advanced(progress.get(key)!, piece));
            for (let at = window.from; at < window.to; at += hour) {
              // Of subjects that go back together the youngest is counted a little beyond its own begin.
              if (at < (firsts.get(key) ?? 0) && piece.kind === 'history') continue;
              counted.set(`${key} ${at / hour}`, (counted.get(`${key} ${at / hour}`) ?? 0) + 1);
              again.get(at)?.delete(key);
            }
          }
        }
        for (const key of due.keys()) expect(counted.get(key), key).toBe(1);
        for (const key of counted.keys()) expect(due.has(key), key).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('takes what is over before what changed, and both before history, the newest first', () => {
    const progress = new Map([['process:a', { from: 500 * hour, until: 999 * hour, valued: true, importedAt: 0 }]]);
    const again = new Map([700, 900, 901].map((at) => [at * hour, new Set(['process:a'])]));
    const facts = { progress, end, again, firsts: new Map([['process:a', 100 * hour]]) };
    expect(nextPiece(facts)).toMatchObject({ kind: 'new', window: { from: 999 * hour, to: end } });
    progress.set('process:a', { ...progress.get('process:a')!, until: end });
    expect(nextPiece(facts)).toMatchObject({ kind: 'again', window: { from: 900 * hour, to: 902 * hour } });
    again.clear();
    expect(nextPiece(facts)).toMatchObject({ kind: 'history', window: { from: 260 * hour, to: 500 * hour } });
  });
});
