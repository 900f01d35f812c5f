import { bucketStart, day, type EpochMs, hour, minute } from '../../../maths/instants.ts';
import { emptyBatch } from '../../../stores/measurements/measurements.ts';
import { processNamed } from '../../catalog/catalog.ts';
import {
  changed,
  changedDays,
  type DayMarks,
  dayMarkStates,
  dayMarksOf,
  dayMarksPrefix,
  type Marks,
} from '../hour-marks.ts';
import { advanced, nextPiece, type Piece } from '../hour-plan.ts';
import { type HourProgress, progressState } from '../hour-progress.ts';
import { hourSubjects } from '../hour-subjects.ts';
import { rollUpOf, rowsIn, subjectOf } from '../hour-sums.ts';
import { type HourRow, subjectKey } from '../hour-totals.ts';
import { type CountDeps, countHours } from '../queries/count-hours.ts';
import type { HourBook } from '../queries/hours.ts';
import { type Looked, lookAtHours } from './look-at-hours.ts';

interface Deps extends CountDeps {
  hours: HourBook;
  signals: CountDeps['signals'] & { importedAt(process: string): Promise<EpochMs | null> };
  config: { measurements: { peopleRetentionDays: number } };
}

/** An hour is counted when it is so long over. What comes later is found by the next look, and counted then. */
const settleMs = 2 * minute;
const lookEvery = 10 * minute;
/** Hours of which each subject is looked at apart; of older ones it is seen by the day, for all subjects at once. */
const lookedHours = 48;
/** A load of history has ended when nothing came for so long. */
const importQuiet = minute;
/** A tick gives so much to it; the rest waits for the next. */
const budgetMs = 500;

/**
 * Counts the hours of every subject: each when it is over, again when what is stored of it changed, and once each that was stored before
 * Waga counted hours. A row is written whole, so counting again is safe, and how far it came is written with the rows.
 */
export function hourJob(deps: Deps): { name: string; run(now: EpochMs): Promise<void> } {
  const { measurements, catalog, expectations, impact, signals, hours } = deps;
  const again = new Map<EpochMs, Set<string>>();
  let marks = new Map<string, Marks>();
  let dayMarks: DayMarks | null = null;
  let looked: Looked | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** A process is counted once its history was looked at: before, nobody knows what was expected of it. */
  const isReady = (key: string): boolean => {
    const { kind, name } = subjectOf(key);
    return kind === 'component' || expectations.learned(name) !== null;
  };

  function isValued(key: string): boolean {
    const { kind, name } = subjectOf(key);
    if (kind === 'component' || processNamed(catalog(), name)?.spec.value === undefined) return true;
    const learned = expectations.learned(name);
    return learned !== null && 'profile' in learned && impact.eventValue(name) !== null;
  }

  /** Where each subject stands; one that is new, worth something at last or loaded with history begins anew at the end. */
  async function standing(end: EpochMs, now: EpochMs): Promise<Map<string, HourProgress>> {
    const known = await hours.progress();
    const all = new Map<string, HourProgress>();
    const begun = new Map<string, HourProgress>();
    for (const subject of hourSubjects(catalog())) {
      const key = subjectKey(subject);
      if (!isReady(key)) continue;
      const loaded = subject.kind === 'process' ? ((await signals.importedAt(subject.name)) ?? 0) : 0;
      const importedAt = now - loaded >= importQuiet ? loaded : 0;
      const before = known.get(key);
      const isAnew = !before || importedAt > before.importedAt || (!before.valued && isValued(key));
      const until = before?.until ?? end;
      if (isAnew) begun.set(key, { from: until, until, valued: isValued(key), importedAt });
      all.set(key, begun.get(key) ?? before!);
    }
    if (begun.size > 0) {
      const states = [...begun].map(([key, one]) => progressState(key, one));
      await measurements.append({ ...emptyBatch(), states });
      hours.written(begun, []);
      looked = null;
    }
    return all;
  }

  async function look(end: EpochMs, progress: ReadonlyMap<string, HourProgress>): Promise<void> {
    // Whole days, so that each is looked at by the hour or by the day.
    const window = { from: bucketStart(end - lookedHours * hour, day), to: end };
    looked = await lookAtHours({ measurements, catalog: catalog() }, hourSubjects(catalog()), window);
    const recount = (at: EpochMs, key: string): void => {
      const one = progress.get(key);
      if (one === undefined || at < one.from || at >= one.until) return;
      const keys = again.get(at) ?? new Set<string>();
      again.set(at, keys.add(key));
    };
    for (const [key, after] of looked.hours) {
      for (const at of changed(marks.get(key), after, window, hour)) recount(at, key);
    }
    const before = dayMarks ?? dayMarksOf(await measurements.ask({ ask: 'states', prefix: dayMarksPrefix }));
    const late = before === null ? [] : changedDays(before, looked.days).filter((at) => at < window.from);
    for (const at of late) {
      for (let nth = 0; nth < 24; nth++) for (const key of progress.keys()) recount(at + nth * hour, key);
    }
    const states = dayMarkStates(before, looked.days);
    if (states.length > 0) await measurements.append({ ...emptyBatch(), states });
    marks = looked.hours;
    dayMarks = looked.days;
  }

  async function count(piece: Piece, progress: Map<string, HourProgress>, now: EpochMs): Promise<void> {
    const counted = await countHours(deps, piece.subjects.map(subjectOf), piece.window);
    const rows = await withKeptUsers(counted, piece, now);
    const updates = piece.subjects.map((key) => [key, advanced(progress.get(key)!, piece)] as const);
    const states = updates.map(([key, one]) => progressState(key, one));
    await measurements.append({ ...emptyBatch(), hours: rows.map(rollUpOf), states });
    for (const [key, one] of updates) progress.set(key, one);
    hours.written(updates, rows);
    for (let at = piece.window.from; at < piece.window.to; at += hour) {
      const keys = again.get(at);
      for (const key of piece.subjects) keys?.delete(key);
      if (keys?.size === 0) again.delete(at);
    }
  }

  /** Who did what is kept for days only: what was counted of users while it was there stays as it is. */
  async function withKeptUsers(rows: HourRow[], { window }: Piece, now: EpochMs): Promise<HourRow[]> {
    const { peopleRetentionDays } = deps.config.measurements;
    const peopleFrom = bucketStart(now - peopleRetentionDays * day, day) + day;
    if (window.from >= peopleFrom) return rows;
    const stored = rowsIn(await measurements.ask({ ask: 'hours', ...window }));
    const before = new Map(stored.map((row) => [`${row.at} ${subjectKey(row.subject)}`, row]));
    return rows.map((row) => {
      const known = row.at < peopleFrom ? before.get(`${row.at} ${subjectKey(row.subject)}`) : undefined;
      const { userUpSeconds, userDownSeconds } = known ?? row;
      return { ...row, userUpSeconds, userDownSeconds };
    });
  }

  return {
    name: 'hours',
    async run(now) {
      const end = bucketStart(now - settleMs, hour);
      const progress = await standing(end, now);
      if (progress.size === 0) return;
      if (now - lookedAt >= lookEvery || looked === null) {
        await look(end, progress);
        lookedAt = now;
      }
      const begun = performance.now();
      do {
        const piece = nextPiece({ progress, end, again, firsts: looked?.firsts ?? new Map() });
        if (piece === null) return;
        await count(piece, progress, now);
      } while (performance.now() - begun < budgetMs);
    },
  };
}
