import type { EpochMs } from '../../maths/instants.ts';

/** How far the hours of a subject are counted: every hour from `from` up to `until` has a row. Kept in one commit with the rows. */
export interface HourProgress {
  from: EpochMs;
  until: EpochMs;
  /** Whether it was known what an event is worth and what was expected; hours counted without are counted again once it is. */
  valued: boolean;
  /** Up to which load of history they are counted; 0 for none. */
  importedAt: EpochMs;
}

const prefix = 'hours/';

export const progressPrefix = prefix;

export const progressState = (subject: string, progress: HourProgress): { key: string; value: string } => ({
  key: `${prefix}${subject}`,
  value: JSON.stringify(progress),
});

/** By subject (`kind:name`). */
export function progressIn(states: readonly { key: string; value: string }[]): Map<string, HourProgress> {
  return new Map(states.map(({ key, value }) => [key.slice(prefix.length), JSON.parse(value) as HourProgress]));
}
