import { type EpochMs, hour, minute, toRfc3339 } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { ProcessImpact } from './contract.ts';
import { type DropRecord, dropRecord } from './drop-record.ts';
import type { ImpactFacts } from './facts.ts';
import { impactNow, withoutNumbers } from './impact-now.ts';
import { classOf } from './reckon.ts';
import { bleedMinutes, slowBleed } from './slow-bleed.ts';
import { walk } from './walk.ts';
import { type ClosedDrop, indexOf, type WalkState } from './walk-state.ts';

/** What is remembered of a process between ticks; kept in the records, so a restart changes nothing. */
export interface ImpactMemory {
  open: DropRecord | null;
  /** Ended drops of the last day, oldest first. */
  recent: readonly DropRecord[];
  /** Minutes before this were judged already. */
  judgedUntil: EpochMs;
}

export const nothingRemembered: ImpactMemory = { open: null, recent: [], judgedUntil: 0 };

export interface Stepped {
  memory: ImpactMemory;
  impact: ProcessImpact;
  /** Drops to be written: opened, brought up to date or ended. */
  changed: DropRecord[];
  /** The walk behind the numbers; null when nothing could be judged. */
  state: WalkState | null;
}

const lookBackHours = 3;
const longestLookBackHours = 24;

/** One decision on one process: (memory, facts, now) → new memory, the numbers of now, and what changed. Pure and repeatable. */
export function step(memory: ImpactMemory, facts: ImpactFacts, now: EpochMs): Stepped {
  const asOf = now;
  if ('refusal' in facts.expectation || !facts.rules) {
    const reason = 'refusal' in facts.expectation ? facts.expectation.refusal : 'The thresholds are not usable.';
    return { memory, impact: withoutNumbers(facts, asOf, 'learning', [reason], null), changed: [], state: null };
  }
  const until = facts.completeUntil === null ? null : Math.floor(facts.completeUntil / minute) * minute;
  if (until === null || now - until >= facts.silentAfterMs) {
    const since = until === null ? 'Nothing was ever complete.' : `No complete data since ${toRfc3339(until)}.`;
    return { memory, impact: withoutNumbers(facts, asOf, 'unknown', [since], memory.open), changed: [], state: null };
  }
  const input = {
    profile: facts.expectation.profile,
    rules: facts.rules,
    series: cutAt(facts.series, until),
    from: walkFrom(memory, facts, until),
    closed: memory.recent.map(({ onset, endedAt }) => ({ from: onset, to: endedAt ?? onset })),
    open: memory.open,
  };
  let state = walk(input);
  const bleed = slowBleed(state);
  if (bleed) state = walk({ ...input, open: bleed });
  const next = remember(memory, facts, state, until);
  return { ...next, impact: impactNow(facts, state, next.memory.open, asOf), state };
}

function cutAt(series: MinuteSeries, until: EpochMs): MinuteSeries {
  const keep = Math.max(0, Math.min(series.counts.length, (until - series.from) / minute));
  return { from: series.from, counts: series.counts.subarray(0, keep) };
}

function walkFrom(memory: ImpactMemory, facts: ImpactFacts, until: EpochMs): EpochMs {
  let from = until - lookBackHours * hour;
  if (facts.rules?.bleedLimit) from -= bleedMinutes * minute;
  if (memory.judgedUntil > 0) from = Math.min(from, memory.judgedUntil);
  const touched = memory.recent.find(
    ({ endedAt }) => facts.revisedFrom !== null && (endedAt ?? until) > facts.revisedFrom,
  );
  if (touched) from = Math.min(from, touched.onset);
  from = Math.max(from, until - longestLookBackHours * hour, facts.series.from);
  return memory.open ? Math.min(from, memory.open.onset - hour) : from;
}

/** Ended drops whose minutes read differently now are reckoned anew; where they began and ended stands. */
function revised(memory: ImpactMemory, facts: ImpactFacts, state: WalkState, until: EpochMs): DropRecord[] {
  const { revisedFrom } = facts;
  if (revisedFrom === null) return [];
  return memory.recent
    .filter(
      ({ onset, endedAt }) => endedAt !== null && endedAt > revisedFrom && indexOf(state, onset) >= state.judgedFrom,
    )
    .map((record) => {
      const last = Math.min(state.minutes, indexOf(state, record.endedAt ?? until));
      const whole = classOf(state, indexOf(state, record.onset), last);
      return {
        ...dropRecord(facts, state, { ...record, endedAt: record.endedAt ?? until }, record, until),
        class: whole,
      };
    });
}

/** Brings memory in line with what the walk found; drops seen only because the yardstick changed are not dug out of the past. */
function remember(
  memory: ImpactMemory,
  facts: ImpactFacts,
  state: WalkState,
  until: EpochMs,
): Pick<Stepped, 'memory' | 'changed'> {
  const changed = revised(memory, facts, state, until);
  const recent = memory.recent.map((known) => changed.find(({ id }) => id === known.id) ?? known);
  const news = Math.min(memory.judgedUntil, facts.revisedFrom ?? until);
  for (const drop of state.closed) {
    const known = memory.open && drop.detectedAt === memory.open.detectedAt ? memory.open : null;
    if (!known && drop.detectedAt <= news) continue;
    const record = dropRecord(facts, state, withDetection(drop, known, memory.judgedUntil), known, until);
    changed.push(record);
    recent.push(record);
  }
  let open: DropRecord | null = null;
  if (state.open) {
    const known = memory.open && state.open.detectedAt === memory.open.detectedAt ? memory.open : null;
    open = dropRecord(facts, state, withDetection(state.open, known, memory.judgedUntil), known, until);
    changed.push(open);
  }
  const day = until - 24 * hour;
  return {
    memory: {
      open,
      recent: recent.filter((d) => (d.endedAt ?? d.onset) > day),
      judgedUntil: Math.max(memory.judgedUntil, until),
    },
    changed,
  };
}

/** A drop that only late data brought to light was detected when they came, not when they should have come. */
function withDetection<D extends { detectedAt: EpochMs } & Partial<Pick<ClosedDrop, 'endedAt'>>>(
  drop: D,
  known: DropRecord | null,
  judgedUntil: EpochMs,
): D {
  return known ? drop : { ...drop, detectedAt: Math.max(drop.detectedAt, judgedUntil) };
}
