import { bucketStart, type EpochMs, type Interval } from '../../maths/instants.ts';

/** A number per bucket that is another one when what is stored of it changed. 32 bits; a change escapes once in four thousand million. */
export type Marks = Map<EpochMs, number>;

const seed = 0x811c9dc5;
const prime = 0x01000193;

/** FNV-1a over the two halves of a whole number. */
function mixed(mark: number, n: number): number {
  const low = Math.imul(mark ^ (n | 0), prime);
  return Math.imul(low ^ Math.floor(n / 2 ** 32), prime) >>> 0;
}

export function addMark(marks: Marks, bucket: EpochMs, ...numbers: number[]): void {
  marks.set(bucket, numbers.reduce(mixed, marks.get(bucket) ?? seed));
}

export function textMark(text: string): number {
  let mark = seed;
  for (let i = 0; i < text.length; i++) mark = mixed(mark, text.charCodeAt(i));
  return mark;
}

/** Marks which parts of which buckets the intervals cover. `whose` tells them apart. */
export function markIntervals(marks: Marks, whose: number, intervals: readonly Interval[], step: number): void {
  for (const { from, to } of intervals) {
    for (let bucket = bucketStart(from, step); bucket < to; bucket += step) {
      addMark(marks, bucket, whose, Math.max(from, bucket) - bucket, Math.min(to, bucket + step) - bucket);
    }
  }
}

/** The buckets of the window whose mark is not what it was before, those that had none included. */
export function changed(before: Marks | undefined, after: Marks, window: Interval, step: number): EpochMs[] {
  const buckets: EpochMs[] = [];
  for (let bucket = bucketStart(window.from, step); bucket < window.to; bucket += step) {
    const isNew = before === undefined || !before.has(bucket);
    if (isNew ? after.has(bucket) : before.get(bucket) !== after.get(bucket)) buckets.push(bucket);
  }
  return buckets;
}

/** What is looked at of days that are too old to be looked at by the hour. */
export interface DayMarks {
  /** A mark of the sources that were asked; the proofs of others cannot be compared. */
  sources: number;
  /** Rows that were counted on a day, and a mark of the time that was proven complete. */
  marks: Map<EpochMs, { counted: number; proven: number }>;
}

/**
 * Days on which something came late. A day after all that were looked at before is not among them: it was looked at by the hour
 * until now. Nor is one that is kept no longer.
 */
export function changedDays(before: DayMarks, after: DayMarks): EpochMs[] {
  const newest = Math.max(...before.marks.keys());
  const isComparable = before.sources === after.sources;
  return [...after.marks.keys()].filter((at) => {
    const known = before.marks.get(at);
    const { counted, proven } = after.marks.get(at)!;
    if (known === undefined) return at < newest;
    return known.counted !== counted || (isComparable && known.proven !== proven);
  });
}

export const dayMarksText = ({ sources, marks }: DayMarks): string => JSON.stringify({ sources, marks: [...marks] });

export function dayMarksOf(text: string): DayMarks {
  const { sources, marks } = JSON.parse(text) as {
    sources: number;
    marks: [EpochMs, { counted: number; proven: number }][];
  };
  return { sources, marks: new Map(marks) };
}
