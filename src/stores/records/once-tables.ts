import type { EpochMs } from '../../maths/instants.ts';

/** What was answered to writes with a key. */
export interface OnceTables {
  once: Once;
}

/**
 * One write of one sender; `digest` is SHA-256 of what was asked. `status` is null while it is under way, `headers` is JSON, `body` is
 * null where the answer is not kept.
 */
export interface Once {
  who: string;
  route: string;
  key: string;
  digest: string;
  at: EpochMs;
  status: number | null;
  headers: string | null;
  body: string | null;
}
