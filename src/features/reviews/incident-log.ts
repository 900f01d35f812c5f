import type { StatusPost } from '../agreements/status/post.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Drop } from '../impact/contract.ts';
import type { Outage } from '../outages/outage.ts';
import type { TrailLine } from '../outages/trail.ts';
import type { ShownChange } from '../signals/change-contract.ts';
import type { Incident } from '../unavailability/incident.ts';
import type { Response } from '../unavailability/response.ts';
import type { LogLine, Run } from '../unavailability/runbooks/run.ts';
import type { SwitchAct } from '../unavailability/switches/switch-contract.ts';
import type { Call as VendorCall } from '../unavailability/vendors/call.ts';
import type { ToldMatch } from '../unavailability/vendors/match-told.ts';
import type { Call } from './calls.ts';

/** An act of a switch with the switch it belongs to, and the incident for which it was done. */
export interface ActOfSwitch extends SwitchAct {
  switch: string;
  incident: string | null;
}

/** A run of a runbook with its log. */
export interface LoggedRun {
  run: Run;
  log: readonly LogLine[];
}

/** All that is on record of one incident: what a review drafts itself from. */
export interface IncidentLog {
  incident: Incident;
  response: Response;
  /** Those of the same root that it leads. */
  parts: readonly Incident[];
  catalog: Catalog;
  /** Those that it is made of, oldest first. */
  drops: readonly Drop[];
  outage: Outage | null;
  /** Lines about the outage, oldest first. */
  trail: readonly TrailLine[];
  calls: readonly Call[];
  /** From two hours before the onset until the end. */
  changes: readonly ShownChange[];
  /** What was done for it, oldest first. */
  switchActs: readonly ActOfSwitch[];
  vendorCalls: readonly VendorCall[];
  /** What vendors tell of themselves and what explains it. */
  vendorTold: readonly ToldMatch[];
  /** Of runbooks, for it, with what happened in each. */
  runs: readonly LoggedRun[];
  posts: readonly StatusPost[];
}
