import { exactTimeText } from './typed-time.ts';

const fields: Record<string, string> = {
  'ends.from': 'beginning',
  'ends.to': 'end',
  state: 'state',
  kind: 'kind',
  fault: 'fault',
  vendor: 'vendor',
  share: 'share that failed',
  detected: 'as it was seen',
  refined: 'refined by Waga',
  corrected: 'ends set by a person',
  excluded: 'left out of',
  proposal: 'proposed exclusion',
  cause: 'cause',
  causeKind: 'kind of cause',
  summary: 'summary',
  loss: 'what it cost',
  incident: 'incident',
  dueAt: 'report due',
};

/** A field in words; one that is not known stands as it is. */
export const fieldWord = (field: string): string => fields[field] ?? field;

const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A value of a change as people read it: times on the zone's clocks, nothing as a word. */
export function valueText(value: string, zone: string): string {
  if (value === '' || value === 'null') return 'nothing';
  return value.replace(instant, (text) => exactTimeText(Date.parse(text), zone));
}
