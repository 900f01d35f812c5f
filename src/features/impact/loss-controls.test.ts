import { describe, expect, it } from 'vitest';
import { BesideTally, besideOf } from '../../../benchmarks/accuracy/controls.ts';
import { describeWith } from '../../../tests/needs.ts';
import { day, minute } from '../../maths/instants.ts';
import { findLoss } from './loss.ts';
import { findLossBeside } from './loss-controls.ts';
import { lossReport } from './loss-report.ts';

// seeds of their own: nothing was tuned on them; the full table is printed by benchmarks/accuracy/controls.ts
const seed = 910_000;

function tallied(kinship: 'shared' | 'apart' | 'falls', length: number, worlds: number): BesideTally {
  const tally = new BesideTally();
  for (let k = 0; k < worlds; k++) tally.add(besideOf(seed + k, kinship, length));
  return tally;
}

describe('a loss beside other processes', () => {
  it('is known in a clearly narrower interval where they share their weather, and hardly biased', () => {
    const tally = tallied('shared', 240, 6);
    expect(tally.used).toBeGreaterThanOrEqual(4);
    expect(tally.width).toBeLessThan(0.85);
    expect(Math.abs(tally.bias('beside'))).toBeLessThan(0.02);
  }, 60_000);

  it('is the same as alone where they share nothing', () => {
    for (let k = 0; k < 3; k++) {
      const { question, controls } = besideOf(seed + k, 'apart', 60);
      const found = findLossBeside(question, controls);
      const beside = lossReport(question, found);
      expect(found.controls?.map(({ used }) => used)).toEqual([false, false]);
      const { notes, controls: told, ...numbers } = beside;
      const { notes: usual, ...alone } = lossReport(question, findLoss(question));
      expect(numbers).toEqual(alone);
      expect(notes.filter((note) => !usual.includes(note)).map((note) => note.slice(0, 35))).toEqual([
        'control 1 is not used as a control:',
        'control 2 is not used as a control:',
      ]);
    }
  });

  it('is not hidden by controls that fall in the same minutes: they are left out, and the note says why', () => {
    for (let k = 0; k < 3; k++) {
      const { question, controls } = besideOf(seed + k, 'falls', 60);
      const report = lossReport(question, findLossBeside(question, controls));
      expect(report.lost.value).toBe(lossReport(question, findLoss(question)).lost.value);
      for (const { used, reason } of report.controls!) {
        expect(used).toBe(false);
        expect(reason).toMatch(/^it fell by \d+\.\d % itself in the same minutes: it may have been hit too$/);
      }
    }
  });

  it('uses the control that stood when another fell', () => {
    const [sound, fallen] = [besideOf(seed + 2, 'shared', 240), besideOf(seed + 2, 'falls', 240)];
    const { controls } = findLossBeside(sound.question, [sound.controls[0]!, fallen.controls[1]!]);
    expect(controls?.map(({ used }) => used)).toEqual([true, false]);
  });

  it('says nothing by a control during a campaign, and refuses one whose data do not hold the outage', () => {
    const { question, controls } = besideOf(seed + 2, 'shared', 60);
    const sale = { name: 'campaign sale', from: question.raw.from - day / 4, to: question.raw.to, factor: 1.2 };
    const calendar = { ...question.calendar, factors: [sale] };
    const found = findLossBeside({ ...question, calendar }, controls);
    expect(found.controls?.map(({ reason }) => reason?.slice(0, 26))).toEqual([
      'the campaign sale runs, an',
      'the campaign sale runs, an',
    ]);
    const { series } = controls[0]!;
    const cut = series.counts.subarray(0, (question.raw.from - series.from) / minute);
    const short = { name: 'short.csv', series: { ...series, counts: cut } };
    expect(() => findLossBeside(question, [short])).toThrow(/^short\.csv: found .* expected a control whose data hold/);
    const gone = series.counts.slice();
    gone.fill(Number.NaN, cut.length, cut.length + 50);
    const unknown = findLossBeside(question, [{ name: 'gap', series: { ...series, counts: gone } }]);
    expect(unknown.controls?.[0]?.reason).toBe('50 of 60 minutes of it are unknown');
  });
});

describeWith('long', 'a loss beside other processes, many times', () => {
  it.each([15, 60, 240])(
    'holds the truth in 86 to 94 of a hundred windows of %i minutes',
    (length) => {
      const tally = tallied('shared', length, 200);
      expect(tally.inside.beside / tally.windows).toBeGreaterThanOrEqual(0.86);
      expect(tally.inside.beside / tally.windows).toBeLessThanOrEqual(0.94);
      expect(tally.error('beside')).toBeLessThan(tally.error('alone'));
      expect(Math.abs(tally.bias('beside'))).toBeLessThan(0.02);
    },
    600_000,
  );
});
