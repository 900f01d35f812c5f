import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import { processNamed } from '../../catalog/catalog.ts';
import type { Incident } from '../../unavailability/incident.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { Review, ReviewText } from '../review-contract.ts';
import { draftText, subjectName } from './draft-text.ts';
import { type Facts, factsOf, hideMoney } from './facts.ts';

/** A review as it is kept. `facts` are null unless it is final. */
export interface KeptReview {
  incident: string;
  state: 'draft' | 'final';
  text: ReviewText;
  facts: Facts | null;
  editedAt: EpochMs;
  editedBy: string;
  finalAt: EpochMs | null;
  finalBy: string | null;
  revision: number;
}

/** The review of an incident as it crosses HTTP: what is kept, else what drafts itself. Money is left out unless it is shown. */
export function reviewShown(
  log: IncidentLog,
  kept: KeptReview | null,
  { showsMoney, mayRespond }: { showsMoney: boolean; mayRespond: boolean },
): Review {
  const { incident, catalog } = log;
  const facts = kept?.facts ?? factsOf(log);
  const textOf = (at: EpochMs | null | undefined) => (at == null ? null : toRfc3339(at));
  return {
    ...{ incident: incident.id, process: incident.process, processName: subjectName(log) },
    product: processNamed(catalog, incident.process)?.spec.product ?? null,
    state: kept?.state ?? 'none',
    text: kept?.text ?? draftText(log, facts),
    facts: showsMoney ? facts : hideMoney(facts),
    ...{ editedAt: textOf(kept?.editedAt), editedBy: kept?.editedBy ?? null },
    ...{ finalAt: textOf(kept?.finalAt), finalBy: kept?.finalBy ?? null },
    revision: kept?.revision ?? 0,
    moneyHidden: !showsMoney,
    may: mayRespond ? mayOf(kept, incident) : [],
  };
}

/** What somebody with the right to respond may do with it. */
function mayOf(kept: KeptReview | null, { state }: Incident): Review['may'] {
  if (kept?.state === 'final') return ['open'];
  return canFinish(state) ? ['edit', 'finish'] : ['edit'];
}

/** A review is whole only of what is over and in the ledger. */
export const canFinish = (state: Incident['state']): boolean => state === 'reported' || state === 'reviewed';
