import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../../maths/instants.ts';
import { totalsOf } from '../../objectives/indicator-minutes.ts';
import { proposalOf } from './proposal-words.ts';
import { objectiveOf, type RuleResult, ThresholdTrial } from './proposed-threshold.ts';
import { firesOf } from './rule-fires.ts';

const start = Date.UTC(2026, 8, 7);
const days = 14;
const period = { from: start, to: start + days * day };
const present = { atLeast: '0.99', overMinutes: 5, floor: 20 };

/** Two blips an hour of three bad minutes by night, and outages as told; 100 requests a minute. */
function minutesWith(outages: readonly { from: number; to: number; share: number }[], blips = true) {
  const n = days * 1_440;
  const valid = new Float64Array(n).fill(100);
  const good = Float64Array.from({ length: n }, (_, i) => {
    const at = start + i * minute;
    const outage = outages.find(({ from, to }) => at >= from && at < to);
    const isBlip = blips && i % 1_440 < 240 && i % 30 < 3;
    return outage ? 100 - 100 * outage.share : isBlip ? 96 : 100;
  });
  return { from: start, good, valid };
}

function proposed(outages: readonly { from: number; to: number; share: number }[], blips = true, losses = outages) {
  const minutes = minutesWith(outages, blips);
  const trial = new ThresholdTrial({ present, minutes, period, losses, failing: { numerator: 2, denominator: 10 } });
  const results = trial.grid
    .slice(1)
    .map((rule) => trial.tried(rule))
    .filter((one): one is RuleResult => one !== null);
  const asked = {
    measure: 'm',
    days,
    period,
    losses,
    failing: '0.2',
    now: trial.now,
    results,
    tried: trial.grid.length - 1,
  };
  return { answer: proposalOf(asked), minutes, now: trial.now };
}

const outages = [1, 4, 9, 12].map((nth) => {
  const from = start + nth * day + 12 * hour;
  return { from, to: from + 30 * minute, share: 0.3 };
});

describe('a proposed threshold', () => {
  it('fires in every loss that the present one fires in, and in nothing else', () => {
    const { answer, minutes, now } = proposed(outages);
    expect(answer.now).toMatchObject({ fires: now.fires, seen: 4 });
    expect(answer.now.fires).toBeGreaterThan(50);
    expect(answer.proposed).toMatchObject({ fires: 4, seen: 4 });
    const spells = firesOf(totalsOf(minutes), objectiveOf(answer.proposed!)!, period)!;
    expect(spells).toHaveLength(4);
    spells.forEach(({ startedAt }, nth) => {
      expect(startedAt - outages[nth]!.from).toBeGreaterThanOrEqual(0);
      expect(startedAt - outages[nth]!.from).toBeLessThanOrEqual(6 * minute);
    });
    expect(answer.yaml).toContain(`overMinutes: ${answer.proposed!.overMinutes}`);
    // it says on how little it rests, and how it does on what it has not seen
    expect(answer.why).toContain('It rests on 4 alone');
    expect(answer.why).toContain('missed none of 2 in the newer half');
  });

  it('is marked as noise only where there was no loss, and notices a partial loss all the same', () => {
    const { answer } = proposed([]);
    expect(answer).toMatchObject({ drops: 0, proposed: { fires: 0 } });
    expect(answer.why).toMatch(/^Noise only/);
    expect(answer.why).toContain('20 % of all requests fail');
    expect(Number(answer.proposed!.atLeast)).toBeGreaterThan(0.8);
  });

  it('is none where the present rule told of no loss: nothing shows which rule would', () => {
    const blind = { from: start + 5 * day + 15 * hour, to: start + 5 * day + 16 * hour };
    const { answer } = proposed([], true, [{ ...blind, share: 0 }]);
    expect(answer).toMatchObject({ proposed: null, yaml: null, drops: 1, now: { seen: 0 } });
    expect(answer.why).toContain('told of none');
  });

  it('is none where nothing is better, and where it never fired', () => {
    const { answer } = proposed([], false);
    expect(answer).toMatchObject({ proposed: null, now: { fires: 0 } });
    expect(answer.why).toContain('did not fire');
  });
});
