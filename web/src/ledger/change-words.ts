import { exactTimeText } from './typed-time.ts';

const fields: Record<string, string> = {
  from: 'beginning',
  to: 'end',
  share: 'share that failed',
  excluded: 'left out',
  proposal: 'proposed to leave out',
  causeKind: 'kind of cause',
  loss: 'what it cost',
};

/** A field in words; one that is not known stands as it is. */
export const fieldWord = (field: string): string => fields[field] ?? field;

const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A value of a change as people read it: times on the zone's clocks, nothing as a word. */
export function valueText(value: string, zone: string): string {
  if (value === '' || value === 'null') return 'nothing';
  return value.replace(instant, (text) => exactTimeText(Date.parse(text), zone));
}
