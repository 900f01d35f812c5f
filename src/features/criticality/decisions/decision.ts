import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { DecidedTerms } from '../../catalog/process-terms.ts';
import type { Decision, DecisionState } from './decision-contract.ts';
import { differencesOf } from './decision-difference.ts';
import type { DecisionRecord } from './decision-record.ts';

/**
 * From when it holds once both have signed: the day it names, but never before the second signature, so that what was said of
 * the past stays as it was. Null while a signature is missing.
 */
export function heldFrom({ signatures, validFrom, withdrawnAt }: DecisionRecord): EpochMs | null {
  if (signatures.length < 2 || withdrawnAt !== null) return null;
  return Math.max(validFrom, ...signatures.map(({ at }) => at));
}

/** A decision that both signed, with the time for which it holds; `until` equals `from` where another took its place at once. */
export interface HeldDecision {
  record: DecisionRecord;
  from: EpochMs;
  until: EpochMs | null;
}

/**
 * Of the decisions of one process those that both signed, in the order in which they hold: each until the day of the next. Of
 * two that begin at the same instant the one signed later holds.
 */
export function heldDecisions(records: readonly DecisionRecord[]): HeldDecision[] {
  const signed = records.flatMap((record) => {
    const from = heldFrom(record);
    const signedAt = Math.max(...record.signatures.map(({ at }) => at));
    return from === null ? [] : [{ record, from, signedAt }];
  });
  signed.sort((a, b) => a.from - b.from || a.signedAt - b.signedAt || a.record.version - b.record.version);
  return signed.map(({ record, from }, index) => ({ record, from, until: signed[index + 1]?.from ?? null }));
}

/** What the catalogue takes of them; `records` may be of many processes. */
export function decidedTerms(records: readonly DecisionRecord[]): DecidedTerms[] {
  return [...Map.groupBy(records, ({ process }) => process).values()].flatMap((ofProcess) =>
    heldDecisions(ofProcess)
      .filter(({ from, until }) => until === null || until > from)
      .map(({ record: { process, id, version, level, thresholds }, from, until }) => ({
        ...{ process, decision: id, version, level, thresholds },
        ...{ from, until },
      })),
  );
}

/** The one that holds at an instant, or null. */
export function inForceAt(held: readonly HeldDecision[], at: EpochMs): DecisionRecord | null {
  return held.find(({ from, until }) => from <= at && (until === null || at < until))?.record ?? null;
}

export function stateOf(record: DecisionRecord, held: readonly HeldDecision[], now: EpochMs): DecisionState {
  if (record.withdrawnAt !== null) return 'withdrawn';
  const span = held.find((one) => one.record.id === record.id);
  if (span === undefined) return 'proposed';
  if (span.until !== null && (span.until <= now || span.until === span.from)) return 'superseded';
  return span.from <= now ? 'in-force' : 'signed';
}

/** The one it took, or would take, the place of; null where only the file was there. */
export function followedBy(record: DecisionRecord, held: readonly HeldDecision[], now: EpochMs): DecisionRecord | null {
  const place = held.findIndex((one) => one.record.id === record.id);
  if (place >= 0) return held[place - 1]?.record ?? null;
  const from = Math.max(record.validFrom, record.withdrawnAt ?? now);
  return held.findLast((one) => one.from <= from)?.record ?? null;
}

/** The decisions of one process as they are shown, newest first. */
export function shownDecisions(records: readonly DecisionRecord[], processName: string, now: EpochMs): Decision[] {
  const held = heldDecisions(records);
  return records
    .toSorted((a, b) => b.version - a.version)
    .map((record) => {
      const span = held.find((one) => one.record.id === record.id);
      const { id, process, version, level, thresholds, reason, workshop } = record;
      const until = span?.until ?? null;
      return {
        ...{ id, process, processName, version, level, thresholds, reason, workshop },
        state: stateOf(record, held, now),
        validFrom: toRfc3339(span?.from ?? record.validFrom),
        validUntil: until !== null && (until <= now || until === span?.from) ? toRfc3339(until) : null,
        proposedBy: record.proposedByName,
        proposedAt: toRfc3339(record.proposedAt),
        signatures: record.signatures.map((one) => ({ ...one, at: toRfc3339(one.at) })),
        differences: differencesOf(followedBy(record, held, now), record),
      };
    });
}
