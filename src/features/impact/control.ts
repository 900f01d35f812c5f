import type { MinuteSeries } from '../../maths/minute-series.ts';

/** Another process, said not to have been hit by the outage, beside which this one is read. */
export interface Control {
  /** As it is told in notes and refusals, such as its file. */
  name: string;
  series: MinuteSeries;
}

/** What became of a control. */
export interface ControlOutcome {
  name: string;
  used: boolean;
  /** So much of its moves is taken over: 1 = all, 0 = none. */
  weight: number;
  /** Why it is not used, as a sentence; null when it is. */
  reason: string | null;
}
