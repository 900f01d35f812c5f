import type { EpochMs } from '../../../maths/instants.ts';
import type { KnownAlert } from './alert-finder.ts';

/** A time in which another tool's alert fired, with what the catalogue makes of it now. */
export interface ExternalTime {
  id: string;
  source: string;
  alertname: string;
  known: KnownAlert;
  from: EpochMs;
  to: EpochMs | null;
  /** True where its sender told of it no more, so that nobody knows when it really ended. */
  silent: boolean;
}
