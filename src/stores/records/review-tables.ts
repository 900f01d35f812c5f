import type { EpochMs } from '../../maths/instants.ts';

/** What reviews keep. */
export interface ReviewTables {
  reviews: Reviews;
  review_revisions: ReviewRevisions;
  review_weeks: ReviewWeeks;
  review_notes: ReviewNotes;
  handovers: Handovers;
}

/** The review of an incident as it stands. `text` is JSON; `facts` are JSON as they were when it became final, else null. */
export interface Reviews {
  incident: string;
  state: string;
  text: string;
  facts: string | null;
  /** Actions of it that are not done. */
  open_actions: number;
  edited_at: EpochMs;
  edited_by: string;
  final_at: EpochMs | null;
  final_by: string | null;
  revision: number;
}

/** Append-only: what became of a review. `what`: written, finished, opened, done, undone. */
export interface ReviewRevisions {
  incident: string;
  revision: number;
  at: EpochMs;
  by_id: string;
  by_name: string;
  what: string;
  reason: string | null;
  text: string;
}

/** A week as it was kept; never changed. `document` is JSON. */
export interface ReviewWeeks {
  review: string;
  week: string;
  kept_at: EpochMs;
  incidents: number;
  alerts: number;
  document: string;
}

/** Append-only: the notes of a week, the newest revision holds. */
export interface ReviewNotes {
  review: string;
  week: string;
  revision: number;
  at: EpochMs;
  by_id: string;
  by_name: string;
  notes: string;
}

/** Append-only: what was said of a shift, the newest revision holds. */
export interface Handovers {
  rotation: string;
  from_at: EpochMs;
  revision: number;
  person: string;
  score: number;
  words: string;
  at: EpochMs;
  by_id: string;
  by_name: string;
}
