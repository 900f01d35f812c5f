import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceFixture, stateNames } from '../../fixtures/states.ts';
import { alarmWeights, beamAngle, lossWeight } from './scales-shape.ts';
import { healthTally, notWeighed, processTally, verdictText } from './verdict.ts';

const now = Date.parse('2026-11-20T10:15:00Z');

describe('the verdict', () => {
  it('is red only where money is lost and amber only for an alarm alone', () => {
    expect(
      (['agree-calm', 'agree-alarm', 'noise', 'blind-spot', 'unknown'] as const).map((v) => verdictText(v).tone),
    ).toEqual(['calm', 'loss', 'alarm', 'loss', 'unknown']);
  });

  it('says what it does not weigh', () => {
    expect(notWeighed({ ok: 3, losing: 0, unknown: 1, learning: 3 })).toBe(
      '1 process is unknown and 3 processes are still learning.',
    );
    expect(notWeighed({ ok: 3, losing: 1, unknown: 0, learning: 0 })).toBeNull();
  });

  it.each(stateNames)('counts every process and component once: %s', (state) => {
    const { processes, components } = balanceFixture(state, now);
    const sum = (tally: Record<string, number>) => Object.values(tally).reduce((total, count) => total + count, 0);
    expect(sum({ ...processTally(processes) })).toBe(processes.length);
    expect(sum(healthTally(components))).toBe(components.length);
  });
});

describe('the scales', () => {
  it('tilt to the heavier side, more for more, and never over', () => {
    expect([beamAngle(0), beamAngle(1), beamAngle(-1), beamAngle(7)]).toEqual([0, 13, -13, 13]);
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), (a, b) => {
        if (a < b) expect(beamAngle(a)).toBeLessThanOrEqual(beamAngle(b));
        expect(beamAngle(-a)).toBeCloseTo(-beamAngle(a));
      }),
    );
  });

  it('lay a weight for a loss and for each alarm, as many as fit', () => {
    expect([lossWeight(0.5, 0), lossWeight(0, 1) > 0, lossWeight(1, 2)]).toEqual([0, true, 1]);
    expect([0, 2, 90].map(alarmWeights)).toEqual([0, 2, 4]);
  });
});
