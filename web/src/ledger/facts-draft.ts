import type { OutageCorrection, OutageRow } from '../../../src/features/outages/outage-contract.ts';
import { percentOfShare, shareOfPercent } from '../decisions/percent.ts';
import { faultWords, kindWords } from './outage-words.ts';

/** What people write of an outage, as its form has it: no null, share as percent. */
export interface Facts {
  cause: string;
  causeKind: string;
  summary: string;
  kind: OutageRow['kind'];
  fault: OutageRow['fault'];
  vendor: string;
  percent: string;
}

/** Words that agreements know; any other may be written. */
export const causeKinds = ['force-majeure', 'customer', 'announced-maintenance', 'suspended-service'];

export const factsOf = (page: OutageRow): Facts => ({
  ...{ cause: page.cause, causeKind: page.causeKind ?? '', summary: page.summary, kind: page.kind, fault: page.fault },
  ...{ vendor: page.vendor ?? '', percent: percentOfShare(page.share) },
});

const fieldNames = ['cause', 'causeKind', 'summary', 'kind', 'fault', 'vendor', 'percent'] as const;
const words: Record<keyof Facts, string> = {
  ...{ cause: 'Cause', causeKind: 'Kind of cause', summary: 'Summary', kind: 'Kind', fault: 'Fault' },
  ...{ vendor: 'Vendor', percent: 'Share that failed' },
};

/** Whose values differ, blanks around them apart. */
export const changedFacts = (facts: Facts, inForce: Facts): (keyof Facts)[] =>
  fieldNames.filter((name) => facts[name].trim() !== inForce[name].trim());

/** By the name of the field, what cannot be saved. */
export function wrongFacts(facts: Facts, inForce: Facts): Record<string, string> {
  const isWrong = changedFacts(facts, inForce).includes('percent') && shareOfPercent(facts.percent) === null;
  return isWrong ? { share: 'Expected a percentage between 0 and 100, such as 35 or 12.5.' } : {};
}

/** Only what differs is sent, so that two people may write different things. */
export function correctionOfFacts(facts: Facts, inForce: Facts): OutageCorrection {
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const sent: Record<keyof Facts, OutageCorrection> = {
    cause: { cause: facts.cause },
    causeKind: { causeKind: orNull(facts.causeKind) },
    summary: { summary: facts.summary },
    kind: { kind: facts.kind },
    fault: { fault: facts.fault },
    vendor: { vendor: orNull(facts.vendor) },
    percent: { share: shareOfPercent(facts.percent) ?? undefined },
  };
  return Object.assign({}, ...changedFacts(facts, inForce).map((name) => sent[name]));
}

/** Each field that somebody else or oneself changed, in all three versions. */
export function factVersions(
  saw: Facts,
  now: Facts,
  yours: Facts,
): Record<'field' | 'saw' | 'now' | 'yours', string>[] {
  const differ = new Set([...changedFacts(now, saw), ...changedFacts(yours, saw)]);
  return fieldNames
    .filter((name) => differ.has(name))
    .map((name) => ({ field: words[name], saw: said(saw, name), now: said(now, name), yours: said(yours, name) }));
}

function said(facts: Facts, name: keyof Facts): string {
  if (name === 'kind') return kindWords[facts.kind].word;
  if (name === 'fault') return faultWords[facts.fault].word;
  return name === 'percent' ? `${facts.percent}%` : facts[name] || 'nothing';
}
