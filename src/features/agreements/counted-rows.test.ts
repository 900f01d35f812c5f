import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outageOf } from '../../../tests/sample-outage.ts';
import { hour, minute } from '../../maths/instants.ts';
import { availabilityOf } from '../outages/availability-of.ts';
import { type CountedQuestion, countedRows } from './counted-rows.ts';
import { type CountingRules, usualRules } from './counting-rules.ts';
import { periodNamed } from './period.ts';

const november = periodNamed('2026-11', 'UTC')!;
const at = (text: string): number => Date.parse(`2026-11-${text}Z`);
const planned = { kind: 'planned', excluded: { fromProcess: true, fromGlobal: true } } as const;

function counted(
  rules: Partial<CountingRules>,
  outages: CountedQuestion['outages'],
  more: Partial<CountedQuestion> = {},
) {
  const { rows, told } = countedRows({
    ...{ outages, unmeasured: [], period: november, timeZone: 'UTC', scope: 'process', until: november.to },
    ...{ announced: new Map(), rules: { ...usualRules, ...rules }, ...more },
  });
  const { policy } = { ...usualRules, ...rules };
  const { downSeconds, excludedSeconds, rawDownSeconds } = availabilityOf(rows, november, policy);
  return { down: downSeconds / 60, excluded: excludedSeconds / 60, raw: rawDownSeconds / 60, told };
}

describe('what is counted', () => {
  it('is, without rules, what the ledger holds', () => {
    const outages = [
      outageOf(at('03T09:00:30'), at('03T09:20:00')),
      outageOf(at('05T01:00:00'), at('05T02:00:00'), planned),
    ];
    expect(counted({}, outages)).toEqual({ down: 19.5, excluded: 60, raw: 79.5, told: [] });
  });

  it('begins and ends on whole units: starts down, ends up', () => {
    const outages = [outageOf(at('03T09:00:30'), at('03T09:20:01'))];
    const { down, raw, told } = counted({ precisionMs: minute }, outages);
    expect([down, raw]).toEqual([21, 21]);
    expect(told).toEqual(['Ends of outages are set to whole units of 1 min: starts down, ends up.']);
  });

  it('counts planned time as unplanned where it was announced too late, or never', () => {
    const outage = outageOf(at('05T01:00:00'), at('05T02:00:00'), { ...planned, id: 'window' });
    const announced = (when: number) => ({ announced: new Map([['window', when]]) });
    const rules = { noticeMs: 24 * hour };
    expect(counted(rules, [outage], announced(at('04T01:00:00')))).toMatchObject({ down: 0, excluded: 60, told: [] });
    const late = counted(rules, [outage], announced(at('04T01:00:01')));
    expect(late).toMatchObject({ down: 60, excluded: 0 });
    expect(late.told).toEqual([
      'The outage of payment at 2026-11-05T01:00:00Z was announced at 2026-11-04T01:00:01Z, less than 1 d before it began: it counts as unplanned.',
    ]);
    expect(counted(rules, [outage])).toMatchObject({ down: 60, excluded: 0 });
  });

  it('leaves out what was caused by what the agreement names, by whatever policy, but not from what was seen', () => {
    const outages = [outageOf(at('03T09:00:00'), at('03T10:00:00'), { causeKind: 'customer' })];
    const rules = { excludedCauses: ['customer'] };
    expect(counted(rules, outages)).toMatchObject({ down: 0, excluded: 60, raw: 60 });
    const down = { ...rules, policy: { ...usualRules.policy, planned: 'down' as const } };
    expect(counted(down, outages)).toMatchObject({ down: 0, excluded: 0, raw: 60 });
    expect(counted({ excludedCauses: ['flood'] }, outages)).toMatchObject({ down: 60, excluded: 0, told: [] });
  });

  it('counts planned time beyond what may be left out in a period, overlapping windows once', () => {
    const outages = [
      outageOf(at('05T01:00:00'), at('05T02:00:00'), planned),
      outageOf(at('05T01:30:00'), at('05T02:30:00'), planned),
      outageOf(at('09T01:00:00'), at('09T03:00:00'), planned),
    ];
    const { told, ...figures } = counted({ mostPlannedMs: 2 * hour }, outages);
    expect(figures).toEqual({ down: 90, excluded: 120, raw: 210 });
    expect(told).toEqual(['2 h of planned time is left out in 2026-11; 90 min more than that counts.']);
    expect(counted({ mostPlannedMs: 4 * hour }, outages)).toMatchObject({ down: 0, excluded: 210, told: [] });
    expect(counted({ mostPlannedMs: 0 }, outages)).toMatchObject({ down: 210, excluded: 0 });
  });

  it('never leaves out more than may be, and loses no second of planned time', () => {
    const minutes = fc.integer({ min: 0, max: 30 * 24 * 60 });
    const windows = fc.array(fc.tuple(minutes, fc.integer({ min: 1, max: 600 })), { maxLength: 12 });
    fc.assert(
      fc.property(windows, fc.integer({ min: 0, max: 2_000 }), (of, most) => {
        const outages = of.map(([from, length]) => {
          const start = november.from + from * minute;
          return outageOf(start, start + length * minute, planned);
        });
        const free = counted({}, outages);
        const limited = counted({ mostPlannedMs: most * minute }, outages);
        expect(limited.excluded).toBe(Math.min(most, free.excluded));
        expect(limited.down + limited.excluded).toBe(free.excluded);
        expect(limited.raw).toBe(free.raw);
      }),
    );
  });
});
