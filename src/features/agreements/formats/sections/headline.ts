import type { Availability, ExactFraction } from '../../../outages/availability.ts';
import type { Table, Value } from '../document.ts';
import { bound, column, exact, none, seconds, text } from '../values.ts';
import type { Words } from '../words/report-words.ts';
import type { Telling } from './telling.ts';

/** Raw, adjusted and unmeasured side by side, and own, vendor and both; of the one subject, or of all as one. Null without subjects. */
export function headline({ report, words }: Telling): Table | null {
  const { together, subjects } = report;
  const { headline: say } = words;
  const time = together ?? subjects[0]?.time;
  if (time === undefined || time === null) return null;
  return {
    kind: 'table',
    id: 'availability',
    caption: say.caption(together ? say.together : subjects[0]!.displayName || subjects[0]!.subject.name),
    columns: [
      column('figure', say.figure, 'text', 34),
      column('availability', say.availability, 'bound', 18),
      column('exact', say.exact, 'exact', 30),
      column('time', say.time, 'seconds', 18),
    ],
    rows: figures(time, words),
    rowKeys: ['raw', 'adjusted', 'unmeasured', 'ownOnly', 'vendorOnly', 'bothOnly', 'excluded', 'belowMinimum'],
    note: say.note,
  };
}

function figures(time: Availability, { headline: say }: Words): Value[][] {
  const row = (title: string, low: ExactFraction, high: ExactFraction, down: number): Value[] => [
    text(title),
    bound(low, high),
    exact(low, high),
    seconds(down),
  ];
  const only = (title: string, time: number): Value[] => [text(title), none(), none(), seconds(time)];
  const { adjusted, belowMinimum } = time;
  return [
    row(say.raw, time.raw, time.raw, time.rawDownSeconds),
    row(say.adjusted, adjusted.low, adjusted.high, time.downSeconds),
    only(say.unmeasured, time.unmeasuredSeconds),
    row(say.ownOnly, time.ownOnly, time.ownOnly, time.ownDownSeconds),
    row(say.vendorOnly, time.vendorOnly, time.vendorOnly, time.vendorDownSeconds),
    row(say.bothOnly, time.bothOnly, time.bothOnly, time.bothDownSeconds),
    only(say.excluded, time.excludedSeconds),
    ...(belowMinimum.spells > 0 ? [only(say.belowMinimum(belowMinimum.spells), belowMinimum.seconds)] : []),
  ];
}
