import { type EpochMs, hour, minute } from '../../../maths/instants.ts';
import type { Document } from '../../catalog/catalog.ts';
import type { Level } from '../../catalog/fields.ts';
import type { ProcessSpec } from '../../catalog/process.ts';
import type { Thresholds } from '../../catalog/thresholds.ts';
import type { Drop, ProcessImpact } from '../../impact/contract.ts';
import { type DropRecord, dropOf } from '../../impact/drop-record.ts';
import type { EventValue } from '../../impact/event-value.ts';
import type { ImpactFacts } from '../../impact/facts.ts';
import { rulesOfProcess } from '../../impact/rules-of-process.ts';
import { slowBleed } from '../../impact/slow-bleed.ts';
import { type ImpactMemory, nothingRemembered, type Stepped, step } from '../../impact/step.ts';
import { indexOf } from '../../impact/walk-state.ts';
import type { ProcessHistory } from './process-history.ts';

/** What a tick at `at` knew of one process. */
export interface Moment {
  at: EpochMs;
  impact: ProcessImpact;
  /** Those that ended within the last day and the one that lasts, oldest first. */
  drops: readonly Drop[];
}

/** How a process is judged in the course of time. */
export interface CourseRules {
  processAt(at: EpochMs): Document<ProcessSpec>;
  thresholdsAt(at: EpochMs): Thresholds;
  levelAt(at: EpochMs): Level | null;
  value: EventValue | null;
  silentAfterMs: number;
}

/** Where nothing happens, the decision is asked for so many hours at once: it looks back as far, and finds the same. */
const quietHours = 3;
/** The longest window: an unknown minute is in it for so long. */
const windowMinutes = 31;
/** A drop is followed each minute for so long, then each ten. */
const closelyHours = 6;
const laterMinutes = 10;

/**
 * The decisions on one process by one set of rules, as the job of the tick makes them: `step` each minute while something happens,
 * and over the quiet time in between at once.
 */
export class ProcessCourse {
  /** Every drop that was seen, as it was known last. */
  readonly records = new Map<string, DropRecord>();
  private memory: ImpactMemory = nothingRemembered;
  private closeUntil: EpochMs = 0;
  private readonly history: ProcessHistory;
  private readonly rules: CourseRules;
  private at: EpochMs;

  constructor(history: ProcessHistory, rules: CourseRules, at: EpochMs) {
    this.history = history;
    this.rules = rules;
    this.at = at;
  }

  /** What the ticks up to `to` knew, of the minutes in which something happened; and one of each quiet stretch. */
  advance(to: EpochMs): Moment[] {
    const moments: Moment[] = [];
    while (this.at < to) {
      const isClose = this.memory.open !== null || this.at < this.closeUntil || this.gapNear(to);
      if (isClose) this.stepTo(this.nextMinute(to), moments);
      else this.quiet(to, moments);
    }
    return moments;
  }

  private nextMinute(to: EpochMs): EpochMs {
    const { open } = this.memory;
    const isLong = open !== null && this.at - open.onset > closelyHours * hour;
    return Math.min(to, this.at + (isLong ? laterMinutes : 1) * minute);
  }

  private gapNear(to: EpochMs): boolean {
    return this.history.hasGap(this.at - windowMinutes * minute, Math.min(to, this.at + quietHours * hour));
  }

  private quiet(to: EpochMs, moments: Moment[]): void {
    const until = Math.min(to, this.at + quietHours * hour);
    const tried = this.decide(until);
    const found = this.firstFound(tried);
    if (found === null) {
      this.take(tried, until, moments);
      return;
    }
    this.closeUntil = until;
    // as live: the minutes before it lie behind, and are not news in the minute that finds it
    const before = found - minute;
    if (before > this.at) this.take(this.decide(before), before, moments);
  }

  /** When the first drop of a quiet stretch would have been found; null when there is none. */
  private firstFound({ changed, state }: Stepped): EpochMs | null {
    const found = changed.map(({ detectedAt }) => detectedAt);
    if (state?.input.rules.bleedLimit) {
      const first = indexOf(state, this.at) + 1;
      for (let minutes = first; minutes <= state.minutes && found.length === 0; minutes++) {
        const bleed = slowBleed({ ...state, minutes, open: null });
        if (bleed) found.push(bleed.detectedAt);
      }
    }
    return found.length === 0 ? null : Math.min(...found);
  }

  private stepTo(at: EpochMs, moments: Moment[]): void {
    this.take(this.decide(at), at, moments);
  }

  private take({ memory, changed, impact }: Stepped, at: EpochMs, moments: Moment[]): void {
    this.memory = memory;
    this.at = at;
    for (const record of changed) this.records.set(record.id, record);
    const told = memory.open ? [...memory.recent, memory.open] : memory.recent;
    const drops = told.map((record) => dropOf(record, this.rules.levelAt(record.detectedAt)));
    moments.push({ at, impact, drops });
  }

  private decide(at: EpochMs): Stepped {
    const { learned, series } = this.history;
    const { value, silentAfterMs } = this.rules;
    const process = this.rules.processAt(at);
    const facts: ImpactFacts = {
      process: process.metadata.name,
      step: process.spec.kpi,
      expectation: learned,
      rules:
        'profile' in learned
          ? rulesOfProcess(process, learned.profile, value, (asOf) => this.rules.thresholdsAt(Math.min(asOf, at)))
          : null,
      levelAt: (when) => this.rules.levelAt(when),
      series,
      completeUntil: this.history.completeUntil(at),
      silentAfterMs,
      revisedFrom: null,
      ...{ value, conversion: null, notes: [] },
    };
    return step(this.memory, facts, at);
  }
}
