import type { EpochMs } from '../../../maths/instants.ts';
import { displayName, processNamed } from '../../catalog/catalog.ts';
import { shortened } from '../../notifications/message.ts';
import { componentName } from '../../unavailability/component-name.ts';
import type { Incident } from '../../unavailability/incident.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { ReviewText } from '../review-contract.ts';
import type { Facts } from './facts.ts';

/** What people call what an incident is about. */
export function subjectName({ incident, catalog }: Pick<IncidentLog, 'incident' | 'catalog'>): string {
  if (incident.technical) return componentName(catalog, incident.technical.component);
  const process = processNamed(catalog, incident.process);
  return process ? displayName(process) : incident.process;
}

/** The text that a review has until somebody writes: what the log says, in sentences, without amounts of money. */
export function draftText(log: IncidentLog, facts: Facts): ReviewText {
  return {
    title: shortened(titleOf(log, facts), 300),
    summary: summaryOf(log, facts),
    causes: causesOf(log).map((cause) => shortened(cause, 2_000)),
    helped: helpedBy(log).map((one) => shortened(one, 2_000)),
    ...{ hindered: [], actions: [] },
  };
}

function titleOf(log: IncidentLog, { minutes, share }: Facts): string {
  const { incident } = log;
  const name = subjectName(log);
  const lasted = minutes === null ? '' : ` for ${minutesWords(minutes)}`;
  if (incident.kind === 'blind') return `${name} could not be seen${lasted}`;
  if (incident.technical) return `${name} missed its objectives${lasted}`;
  const word = incident.class === null ? '' : `${incident.class} `;
  const missing = share === null ? 'less than expected' : `${percent(share.value)} of the result missing`;
  return `${word}${name}: ${missing}${lasted}`;
}

function summaryOf(log: IncidentLog, facts: Facts): string {
  const { minutesUntil, minutes, share, lost, customers, changes } = facts;
  const name = subjectName(log);
  const { incident, response } = log;
  const count = (unit: string | undefined) => unit !== undefined && !unit.includes('-minor');
  const sentences = [
    `${whatHappened(log, name)} from ${timeText(incident.onset)}${minutes === null ? '; it lasts' : `, for ${minutesWords(minutes)}`}.`,
    share === null ? null : `At its worst ${percent(share.value)} of the expected result did not come.`,
    lost === null || !count(lost.unit)
      ? null
      : `About ${Math.round(lost.value)} of them were lost (${Math.round(lost.low)} to ${Math.round(lost.high)}).`,
    customers === null ? null : `${customers} customers failed and did not succeed afterwards.`,
    `Waga saw it ${after(minutesUntil.detected)}.`,
    minutesUntil.called === null
      ? 'Nobody was called.'
      : `${response.called ?? 'Somebody'} was called ${after(minutesUntil.called)}${haveIt(facts, response.acknowledged?.by)}.`,
    changes.length === 0
      ? 'No change is on record near its onset.'
      : `${changes.length === 1 ? 'One change is' : `${changes.length} changes are`} on record near it.`,
  ];
  return sentences.filter((one) => one !== null).join(' ');
}

function whatHappened({ incident }: IncidentLog, name: string): string {
  if (incident.kind === 'blind') return `${name} could not be seen`;
  return incident.technical ? `${name} missed its objectives` : `The result of ${name} fell short`;
}

function haveIt({ minutesUntil: { acknowledged } }: Facts, by: string | undefined): string {
  if (acknowledged === null) return ', and nobody said that they had it';
  return `, and ${by ?? 'somebody'} had it ${after(acknowledged)}`;
}

/** The ledger's cause, where a person wrote one; then the probable root, as the guess that it is. */
function causesOf({ outage, incident, catalog }: IncidentLog): string[] {
  const { root } = incident;
  const guess = root && `A guess: ${componentName(catalog, root.component)}, because ${root.why}`;
  return [outage?.cause.trim() ?? '', guess ?? ''].filter((cause) => cause.length >= 3);
}

/** What people noted when they acted, and what ended it. */
function helpedBy({ response, incident }: IncidentLog): string[] {
  const notes = response.steps
    .filter(({ step, note }) => step === 'act' && note.trim().length >= 3)
    .map(({ note, by }) => `${note.trim()} (${by})`);
  const end = endOf(incident);
  return end === null ? notes : [...notes, end];
}

/** Why it was mitigated, in the words of who did it. What Waga says of an end is no help. */
function endOf({ transitions }: Incident): string | null {
  const last = transitions.findLast(({ to, by }) => (to === 'mitigated' || to === 'recovered') && by !== null);
  return last && last.reason.trim().length >= 3 ? `${last.reason.trim()} (${last.by})` : null;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const minutesWords = (minutes: number): string => (minutes === 1 ? '1 minute' : `${minutes} minutes`);
const after = (minutes: number): string => (minutes === 0 ? 'at once' : `after ${minutesWords(minutes)}`);
const timeText = (at: EpochMs): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
