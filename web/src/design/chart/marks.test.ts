import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../../../src/maths/instants.ts';
import { alarmStrips, markedSteps } from './marks.ts';

const frame = { from: 0, stepMinutes: 5, count: 12 };

describe('changes in a chart', () => {
  it('share a line within a step, and bear their numbers in the list', () => {
    const marks = [-1, 2, 3, 22, 61].map((at) => ({ at: at * minute, name: String(at) }));
    expect(markedSteps({ ...frame, marks })).toEqual([
      { index: 0, numbers: [2, 3] },
      { index: 4, numbers: [4] },
    ]);
  });
});

describe('alarms in a chart', () => {
  it('show even when they are shorter than a step, and stay inside', () => {
    const minutes = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 100 }), (from, length) => {
        const alarm = { from: from * minute, to: (from + length) * minute };
        const [strip] = alarmStrips({ ...frame, alarms: [alarm] }) as [{ xAxis: number }, { xAxis: number }][];
        expect(strip !== undefined).toBe(alarm.to >= 0 && alarm.from < 60 * minute);
        if (strip) {
          expect(strip[0].xAxis).toBeGreaterThanOrEqual(0);
          expect(strip[1].xAxis).toBeLessThan(12);
        }
      }),
    );
  });
});
