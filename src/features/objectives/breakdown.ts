import type { Breakdown } from '../../maths/breakdown.ts';
import type { IndicatorStatus } from './contract.ts';
import type { Indicator } from './indicator.ts';
import { clearMinutes } from './step-alarm.ts';

/** How an indicator's present state is made, line by line, for people. */
export function breakdownOf(indicator: Indicator, status: IndicatorStatus): Breakdown {
  const { objective } = indicator;
  const bad = status.good === null || status.valid === null ? null : status.valid - status.good;
  const line = (label: string, value: string | number | null, note: string) => ({
    label,
    value: value === null ? 'unknown' : String(value),
    note,
  });
  return {
    title: `${indicator.measure} on ${indicator.component}`,
    formula: 'objective met = good × denominator ≥ numerator × valid, in integers; the ratio below is only for people',
    lines: [
      line('State', status.state, status.notes.join(' ') || stateMeans[status.state]),
      line('Good', status.good, `Counted as good: ${indicator.goodMeans}.`),
      line('Valid', status.valid, 'All observations that the measure selects.'),
      line('Bad', bad, 'Valid less good.'),
      line('Reached', status.reached, 'Good over valid, cut and never rounded up.'),
      line('Objective', `≥ ${status.objective}`, 'Met at exactly this value; missed below it.'),
      line('Window', `${status.window.minutes} min`, `${status.window.from} to ${status.window.to}.`),
      line('Floor', objective.floor, 'With fewer valid events in the window nothing is judged.'),
      ...(indicator.cutOff === null
        ? []
        : [line('Cut-off', indicator.cutOff, 'The slowest answer that still counts as good.')]),
      line('Source', indicator.source, `Series ${indicator.metric}.`),
      line('Only where', indicator.where || 'everywhere', 'Labels that an observation must bear.'),
      line(
        'Alarm',
        status.alarm ? `since ${status.alarm.startedAt}` : 'none',
        `Opens with the first minute in which the objective is missed; closes after ${clearMinutes} met minutes in a row, dated back to the first of them.`,
      ),
    ],
  };
}

const stateMeans = {
  ok: 'The objective is met.',
  alarm: 'The objective is missed.',
  unknown: 'Nothing, or too little, was measured.',
  quiet: 'Too few valid events to judge.',
} as const;
