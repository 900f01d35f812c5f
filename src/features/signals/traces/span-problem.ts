import type { EpochMs } from '../../../maths/instants.ts';
import { timeProblem } from '../event-rules.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { isTooRare, type SpanSampling } from './sampling.ts';
import type { Span } from './span.ts';

const isId = (id: string, bytes: number): boolean => id.length === 2 * bytes && !/^0*$/.test(id);

export const milliseconds = (nanoseconds: bigint): EpochMs => Number(nanoseconds / 1_000_000n);

/** Null where the span itself can be counted: ids of the right length, times that make sense and lie within what is kept. */
export function spanProblem(span: Span, sampling: SpanSampling, now: EpochMs, retentionMs: number): Refusal | null {
  if (!isId(span.traceId, 16)) return refuse('bad_id', 'traceId: expected 16 bytes that are not all zero');
  if (!isId(span.spanId, 8)) return refuse('bad_id', 'spanId: expected 8 bytes that are not all zero');
  if (span.parentId !== '' && span.parentId.length !== 16) {
    return refuse('bad_id', 'parentSpanId: expected 8 bytes, or none for a root');
  }
  if (span.start === 0n || span.end === 0n) {
    return refuse('no_time', 'startTimeUnixNano, endTimeUnixNano: expected the times of the span');
  }
  if (span.end < span.start) {
    return refuse('end_before_start', 'endTimeUnixNano: expected no earlier than startTimeUnixNano');
  }
  if (isTooRare(sampling)) {
    return refuse('too_large_number', 'traceState: th: expected a threshold that keeps at least one span of 2^30');
  }
  return timeProblem(milliseconds(span.end), now, retentionMs);
}

/** A parent of zeros is none. */
export function parentOf({ parentId }: Span): string | null {
  return parentId === '' || /^0*$/.test(parentId) ? null : parentId;
}
