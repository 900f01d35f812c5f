import { describe, expect, it } from 'vitest';
import { makeWorld } from '../../../../benchmarks/accuracy/world.ts';
import { day, type EpochMs, hour, minute } from '../../../maths/instants.ts';
import type { Document } from '../../catalog/catalog.ts';
import { ProcessSpec } from '../../catalog/process.ts';
import { plainCalendar } from '../../expectations/business-calendar.ts';
import type { DropRecord } from '../../impact/drop-record.ts';
import type { EventValue } from '../../impact/event-value.ts';
import { rulesOfProcess } from '../../impact/rules-of-process.ts';
import { type ImpactMemory, nothingRemembered, step } from '../../impact/step.ts';
import { type CourseRules, ProcessCourse } from './process-course.ts';
import { ProcessHistory } from './process-history.ts';

const learnedDays = 21;
const value: EventValue = { kind: 'perEvent', currency: 'PLN', minor: 1_000 };

const process = (lossLimit?: string): Document<ProcessSpec> => ({
  ...{ apiVersion: 'waga/v1', kind: 'Process', metadata: { name: 'payment' }, at: { file: 'a', line: 1, column: 1 } },
  spec: ProcessSpec.parse({
    ...{ level: 'critical', timeZone: 'UTC', steps: ['completed'], kpi: 'completed', lossLimit },
    value: { perEvent: '10.00', currency: 'PLN' },
    thresholds: { partial: '0.20', total: '0.40' },
  }),
});

function rulesOf(document: Document<ProcessSpec>): CourseRules {
  return {
    processAt: () => document,
    thresholdsAt: () => document.spec.thresholds,
    levelAt: () => 'critical',
    value,
    silentAfterMs: 3 * minute,
  };
}

/** As the job of the tick does it: each minute, whatever happens. */
function eachMinute(
  history: ProcessHistory,
  document: Document<ProcessSpec>,
  from: EpochMs,
  to: EpochMs,
): DropRecord[] {
  const { learned, series } = history;
  if ('refusal' in learned) throw new Error(learned.refusal);
  const found = new Map<string, DropRecord>();
  let memory: ImpactMemory = nothingRemembered;
  for (let now = from + minute; now <= to; now += minute) {
    const completeUntil = history.completeUntil(now);
    const rules = rulesOfProcess(document, learned.profile, value);
    const facts = { process: 'payment', step: 'completed', expectation: learned, rules, levelAt: () => null, series };
    const rest = { completeUntil, silentAfterMs: 3 * minute, revisedFrom: null, value, conversion: null, notes: [] };
    const stepped = step(memory, { ...facts, ...rest }, now);
    memory = stepped.memory;
    for (const one of stepped.changed) found.set(one.id, one);
  }
  return [...found.values()];
}

const told = (records: Iterable<DropRecord>) =>
  [...records].map(({ id, onset, detectedAt, endedAt, class: reached, bleed }) => [
    id,
    onset,
    detectedAt,
    endedAt,
    reached,
    bleed,
  ]);

describe('the course of a process', () => {
  it.each([
    [
      'a total stop and a third missing',
      undefined,
      [
        [300, 20, 1],
        [900, 45, 0.35],
      ],
      null,
    ],
    ['a slow bleed beyond the money limit', '2500.00', [[500, 420, 0.12]], null],
    ['a gap that nobody measured within a drop', undefined, [[600, 60, 0.6]], [615, 625]],
    ['nothing', undefined, [], null],
  ] as const)('comes to the same drops in the same minutes as a tick each minute: %s', (_, lossLimit, drops, gap) => {
    const outages = drops.map(([at, minutes, share]) => ({ fromMinute: learnedDays * 1_440 + at, minutes, share }));
    const world = makeWorld({
      seed: 91,
      days: learnedDays + 1,
      rate: 60,
      dispersion: 1.3,
      weather: 0.01,
      growth: 0,
      outages,
    });
    const start = world.from + learnedDays * day;
    if (gap) world.counts.fill(Number.NaN, learnedDays * 1_440 + gap[0], learnedDays * 1_440 + gap[1]);
    const history = new ProcessHistory();
    history.append(world.from, world.counts.slice(0, learnedDays * 1_440));
    history.append(start, world.counts.slice(learnedDays * 1_440));
    history.learn(start, 'UTC', plainCalendar, []);
    const document = process(lossLimit);
    const course = new ProcessCourse(history, rulesOf(document), start);
    const moments = course.advance(start + day);
    const live = eachMinute(history, document, start, start + day);
    expect(told(course.records.values())).toEqual(told(live));
    expect(live.length).toBeGreaterThanOrEqual(drops.length);
    // most of a day is quiet, and asked for at once
    if (drops.length === 0) expect(moments.length).toBeLessThan(24 * (hour / minute) * 0.1);
  });
});
