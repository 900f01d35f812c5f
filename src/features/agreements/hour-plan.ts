import { type EpochMs, hour, type Interval } from '../../maths/instants.ts';
import type { HourProgress } from './hour-progress.ts';

/** Some hours of some subjects (`kind:name`), to be counted together. */
export interface Piece {
  kind: 'new' | 'again' | 'history';
  subjects: string[];
  window: Interval;
}

export interface PlanFacts {
  /** Of the subjects that can be counted now. */
  progress: ReadonlyMap<string, HourProgress>;
  /** The end of the last hour that is over. */
  end: EpochMs;
  /** Hours to be counted again, with the subjects. */
  again: ReadonlyMap<EpochMs, ReadonlySet<string>>;
  /** From which hour on there is something stored of a subject; absent: nothing is. */
  firsts: ReadonlyMap<string, EpochMs>;
}

/** What is read at once is bounded: a subject and an hour are a few kilobytes while they are counted. */
export const mostSubjects = 100;
const mostSubjectHours = 2_400;
const mostHours = 240;

/** What to count next: hours that are over, then those that changed, the newest first, then history, back from the newest. */
export function nextPiece(facts: PlanFacts): Piece | null {
  return newHours(facts) ?? changedHours(facts) ?? history(facts);
}

const hoursFor = (subjects: number): number =>
  Math.min(mostHours, Math.max(1, Math.floor(mostSubjectHours / subjects)));

function newHours({ progress, end }: PlanFacts): Piece | null {
  const behind = [...progress].filter(([, { until }]) => until < end);
  if (behind.length === 0) return null;
  const from = Math.min(...behind.map(([, { until }]) => until));
  const subjects = behind.filter(([, { until }]) => until === from).map(([key]) => key);
  const some = subjects.slice(0, mostSubjects);
  return { kind: 'new', subjects: some, window: { from, to: Math.min(end, from + hoursFor(some.length) * hour) } };
}

function changedHours({ again, progress }: PlanFacts): Piece | null {
  for (const at of [...again.keys()].sort((a, b) => b - a)) {
    const subjects = [...again.get(at)!].filter((key) => progress.has(key)).slice(0, mostSubjects);
    if (subjects.length === 0) continue;
    let from = at;
    const least = at + hour - hoursFor(subjects.length) * hour;
    while (from - hour >= least && subjects.every((key) => again.get(from - hour)?.has(key))) from -= hour;
    return { kind: 'again', subjects, window: { from, to: at + hour } };
  }
  return null;
}

function history({ progress, firsts }: PlanFacts): Piece | null {
  const missing = [...progress].filter(([key, { from }]) => from > (firsts.get(key) ?? Infinity));
  if (missing.length === 0) return null;
  const to = Math.max(...missing.map(([, { from }]) => from));
  const subjects = missing
    .filter(([, { from }]) => from === to)
    .slice(0, mostSubjects)
    .map(([key]) => key);
  const first = Math.min(...subjects.map((key) => firsts.get(key)!));
  return { kind: 'history', subjects, window: { from: Math.max(first, to - hoursFor(subjects.length) * hour), to } };
}

/** How far a subject is counted after a piece. */
export function advanced(progress: HourProgress, { kind, window }: Piece): HourProgress {
  if (kind === 'new') return { ...progress, until: Math.max(progress.until, window.to) };
  return kind === 'history' ? { ...progress, from: Math.min(progress.from, window.from) } : progress;
}
