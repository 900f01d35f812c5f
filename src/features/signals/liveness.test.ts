import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EpochMs, minute } from '../../maths/instants.ts';
import { arrived, declared, type Liveness, neverSeen, rowsSeen } from './liveness.ts';
import { covered } from './minutes.ts';

const silentAfter = 3 * minute;
const horizon = { from: 0, to: 60 * minute };

function play(steps: ((last: Liveness) => ReturnType<typeof arrived>)[]): { flags: number[]; last: Liveness } {
  const complete: { from: EpochMs; to: EpochMs }[] = [];
  let last = neverSeen;
  for (const step of steps) {
    const proof = step(last);
    last = proof.next;
    if (proof.complete) complete.push(proof.complete);
  }
  return { flags: [...covered(complete, horizon)], last };
}

describe('arrivals', () => {
  it('prove exactly the whole minutes of their runs', () => {
    const times = fc.array(fc.integer({ min: 0, max: horizon.to - 1 }), { maxLength: 40 });
    fc.assert(
      fc.property(times, (unordered) => {
        const at = [...unordered].sort((a, b) => a - b);
        const { flags } = play(at.map((time) => (last) => arrived(last, time, silentAfter)));
        const expected = flags.map((_, m) => {
          const [from, to] = [m * minute, (m + 1) * minute];
          // The first run counts from the minute it begins in; every minute must lie within arrivals without a long gap.
          const start = at.findLastIndex((time, i) =>
            i === 0 || time - at[i - 1]! >= silentAfter ? time < to : false,
          );
          if (start < 0) return 0;
          const runEnd = at.findIndex((time, i) => i > start && time - at[i - 1]! >= silentAfter);
          const last = at[runEnd < 0 ? at.length - 1 : runEnd - 1]!;
          const first = start === 0 ? Math.floor(at[0]! / minute) * minute : at[start]!;
          return first <= from && last >= to ? 1 : 0;
        });
        expect(flags).toEqual(expected);
      }),
    );
  });

  it('does not go back for an older one', () => {
    const one = arrived(neverSeen, 5 * minute, silentAfter).next;
    expect(arrived(one, 4 * minute, silentAfter)).toEqual({ next: one, complete: null });
  });
});

describe('declarations', () => {
  const declare =
    (until: number, since: number | null = null) =>
    (last: Liveness) =>
      declared(last, { until, since });
  const minutes = (flags: number[]) => flags.flatMap((flag, m) => (flag === 1 ? [m] : []));

  it('begin at the minute of the first row, or of the declaration', () => {
    const withRow = rowsSeen(rowsSeen(neverSeen, 90_000), 200_000);
    expect(declared(withRow, { since: null, until: 4 * minute }).complete).toEqual({ from: minute, to: 4 * minute });
    expect(declared(neverSeen, { since: null, until: 4 * minute + 1 }).complete).toBeNull();
  });

  it('go on from each other, whatever the fractions of minutes between', () => {
    const { flags } = play([declare(90_000), declare(125_000), declare(300_000)]);
    expect(minutes(flags)).toEqual([1, 2, 3, 4]);
  });

  it('leave the time before since alone, and fill gaps later', () => {
    const gap = [declare(0), declare(2 * minute), declare(10 * minute, 5 * minute + 1)];
    expect(minutes(play(gap).flags)).toEqual([0, 1, 6, 7, 8, 9]);
    expect(minutes(play([...gap, declare(6 * minute, 2 * minute)]).flags)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('never prove a minute of which a second was not declared', () => {
    const seconds = horizon.to / 1_000;
    const declaration = fc.record({
      until: fc.integer({ min: 0, max: seconds }),
      back: fc.option(fc.integer({ min: 0, max: 1_200 })),
    });
    fc.assert(
      fc.property(fc.array(declaration, { maxLength: 20 }), (given) => {
        const said = new Uint8Array(seconds);
        let before: number | null = null;
        const steps = given.map(({ until, back }) => {
          const since = back === null ? null : Math.max(0, until - back);
          const from: number = since ?? before ?? Math.floor(until / 60) * 60;
          if (until > from) said.fill(1, from, until);
          before = Math.max(before ?? until, until);
          return declare(until * 1_000, since === null ? null : since * 1_000);
        });
        for (const m of minutes(play(steps).flags)) expect(said.subarray(m * 60, m * 60 + 60)).not.toContain(0);
      }),
    );
  });
});
