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

/** What is looked at of whole days: rows that were counted, and a mark of the time that was proven complete. */
export interface DayMarks {
  /** A mark of the sources that were asked; the proofs of others cannot be compared. */
  sources: number;
  days: Map<EpochMs, DayMark>;
}
interface DayMark {
  counted: number;
  proven: number;
}

/** Days on which something changed; not one that is newer than all that were looked at before, nor one that is kept no longer. */
export function changedDays(before: DayMarks, after: DayMarks): EpochMs[] {
  const newest = Math.max(...before.days.keys());
  const isComparable = before.sources === after.sources;
  return [...after.days.keys()].filter((at) => {
    const known = before.days.get(at);
    const { counted, proven } = after.days.get(at)!;
    if (known === undefined) return at < newest;
    return known.counted !== counted || (isComparable && known.proven !== proven);
  });
}

export const dayMarksPrefix = 'hour-days/';

/** The states that say what the marks are now; only those that were others before, an empty one for a day that is gone. */
export function dayMarkStates(before: DayMarks | null, after: DayMarks): { key: string; value: string }[] {
  const texts = (marks: DayMarks | null): [string, string][] =>
    marks === null
      ? []
      : [
          ['sources', String(marks.sources)],
          ...[...marks.days].map(([at, { counted, proven }]): [string, string] => [String(at), `${counted} ${proven}`]),
        ];
  const known = new Map(texts(before));
  const present = new Map(texts(after));
  const gone = [...known.keys()].filter((key) => !present.has(key));
  const fresh = [...present].filter(([key, value]) => known.get(key) !== value);
  return [...fresh, ...gone.map((key): [string, string] => [key, ''])].map(([key, value]) => {
    return { key: `${dayMarksPrefix}${key}`, value };
  });
}

/** The marks that the states say; null where none were ever kept. */
export function dayMarksOf(states: readonly { key: string; value: string }[]): DayMarks | null {
  const marks: DayMarks = { sources: 0, days: new Map() };
  for (const { key, value } of states) {
    const name = key.slice(dayMarksPrefix.length);
    const [counted = 0, proven = 0] = value.split(' ').map(Number);
    if (name === 'sources') marks.sources = counted;
    else if (value !== '') marks.days.set(Number(name), { counted, proven });
  }
  return states.length === 0 ? null : marks;
}
