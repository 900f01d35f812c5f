import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';
import { alarmLines } from './alarm-lines.ts';
import { callLines } from './call-lines.ts';
import { changeLines } from './change-lines.ts';
import { impactLines } from './impact-lines.ts';
import { ledgerLines } from './ledger-lines.ts';
import { postLines } from './post-lines.ts';
import { runLines } from './run-lines.ts';
import { stateLines } from './state-lines.ts';
import { switchLines } from './switch-lines.ts';
import { vendorLines } from './vendor-lines.ts';

/** Every source of a timeline, one function each: the log to its lines. */
const sources: readonly ((log: IncidentLog) => TimelineLine[])[] = [
  changeLines,
  impactLines,
  alarmLines,
  stateLines,
  callLines,
  vendorLines,
  runLines,
  switchLines,
  postLines,
  ledgerLines,
];

/** What happened, in order; of one instant in the order of the sources. */
export function timelineOf(log: IncidentLog): TimelineLine[] {
  return sources
    .flatMap((source) => source(log))
    .map((line, index) => ({ line, index }))
    .sort((a, b) => Date.parse(a.line.at) - Date.parse(b.line.at) || a.index - b.index)
    .map(({ line }) => line);
}
