import { createHash } from 'node:crypto';
import type { EpochMs } from '../../maths/instants.ts';
import { canonicalJson } from '../catalog/difference.ts';

/** What the trail keeps: changes of outages, and reports as they were when their period was frozen. */
export const trailKinds = ['outage', 'report'] as const;
export type TrailKind = (typeof trailKinds)[number];

/** A change on its way into the trail. `content` is all of the thing after it, as canonical JSON. */
export interface TrailEntry {
  at: EpochMs;
  kind: TrailKind;
  /** Id of the thing. */
  subject: string;
  /** In a word: drafted, corrected, frozen… */
  what: string;
  /** Null: Waga by itself. */
  by: { id: string; name: string } | null;
  reason: string | null;
  content: string;
}

/** A line of the trail. Lines are numbered from 1 without gaps. */
export interface TrailLine extends TrailEntry {
  line: number;
  previous: string;
  hash: string;
}

/** Where the trail stands. */
export type TrailHead = Pick<TrailLine, 'line' | 'hash'> & { at: EpochMs | null };

/** What the first line has before it. */
export const emptyHash = '0'.repeat(64);
export const emptyHead: TrailHead = { line: 0, hash: emptyHash, at: null };

/** The line that follows on a head. */
export function lineAfter(head: TrailHead, entry: TrailEntry): TrailLine {
  const line = head.line + 1;
  return { ...entry, line, previous: head.hash, hash: hashOf(head.hash, line, entry) };
}

/**
 * SHA-256, in hexadecimal digits, of the hash before, a line feed, and the canonical JSON (keys sorted) of the line: `at`, `by`,
 * `content` (as text), `kind`, `line`, `reason`, `subject`, `what`.
 */
export function hashOf(previous: string, line: number, entry: TrailEntry): string {
  const { at, kind, subject, what, by, reason, content } = entry;
  const said = canonicalJson({ line, at, kind, subject, what, by, reason, content });
  return createHash('sha256').update(`${previous}\n${said}`).digest('hex');
}
