import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import type { IndicatorState } from './contract.ts';
import { clearMinutes, noAlarm, stepAlarms } from './step-alarm.ts';

const words = { o: 'ok', A: 'alarm', '?': 'unknown', q: 'quiet' } as const;
const timeline = (text: string): IndicatorState[] => [...text].map((letter) => words[letter as keyof typeof words]);
const spells = (text: string) =>
  stepAlarms(noAlarm, 0, timeline(text)).closed.map(({ startedAt, endedAt }) => [
    startedAt / minute,
    endedAt! / minute,
  ]);
const openSince = (text: string) => stepAlarms(noAlarm, 0, timeline(text)).state.openSince;

describe('an alarm', () => {
  it('opens with the first miss and closes after five met minutes, dated back to the first of them', () => {
    expect(spells('ooAAAooooo')).toEqual([[2, 5]]);
    expect(openSince('ooAAAoooo')).toBe(2 * minute);
  });

  it('does not flap: a miss within five minutes goes on with the same alarm', () => {
    expect(spells('AooooAooooo')).toEqual([[0, 6]]);
  });

  it('freezes in unknown minutes: they neither close nor prolong the run of met ones', () => {
    expect(spells('AAoo?????????ooo')).toEqual([[0, 2]]);
    expect(openSince('AA??????????????')).toBe(0);
    expect(openSince('????')).toBeNull();
  });

  it('closes by quiet minutes too, because no miss can be shown', () => {
    expect(spells('AAqqqqq')).toEqual([[0, 2]]);
  });

  const judgements = fc.array(fc.constantFrom<IndicatorState>('ok', 'alarm', 'unknown', 'quiet'), { maxLength: 120 });

  it('is the same however the minutes are cut into ticks', () => {
    fc.assert(
      fc.property(judgements, fc.nat(120), (all, at) => {
        const cut = Math.min(at, all.length);
        const first = stepAlarms(noAlarm, 0, all.slice(0, cut));
        const second = stepAlarms(first.state, cut * minute, all.slice(cut));
        const whole = stepAlarms(noAlarm, 0, all);
        expect(second.state).toEqual(whole.state);
        expect([...first.closed, ...second.closed]).toEqual(whole.closed);
      }),
    );
  });

  it('covers every missed minute, starts with one, ends before a met one, and spells never touch', () => {
    fc.assert(
      fc.property(judgements, (all) => {
        const { state, closed } = stepAlarms(noAlarm, 0, all);
        const within = (index: number) =>
          closed.some(({ startedAt, endedAt }) => startedAt <= index * minute && index * minute < endedAt!) ||
          (state.openSince !== null && state.openSince <= index * minute);
        all.forEach((judged, index) => {
          if (judged === 'alarm') expect(within(index)).toBe(true);
        });
        let last = -1;
        for (const { startedAt, endedAt } of closed) {
          expect(startedAt).toBeGreaterThan(last);
          expect(all[startedAt / minute]).toBe('alarm');
          expect(['ok', 'quiet']).toContain(all[endedAt! / minute]);
          expect(
            all.slice(endedAt! / minute).filter((one) => one === 'ok' || one === 'quiet').length,
          ).toBeGreaterThanOrEqual(clearMinutes);
          last = endedAt!;
        }
      }),
    );
  });
});
