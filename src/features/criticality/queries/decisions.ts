import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Decisions } from '../../../stores/records/decision-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, displayName, processesOf, processNamed } from '../../catalog/catalog.ts';
import type { DecidedTerms } from '../../catalog/process-terms.ts';
import { didYouMean } from '../../catalog/suggestion.ts';
import { decidedTerms, shownDecisions } from '../decisions/decision.ts';
import type { Decision, DecisionHistory, DecisionsAnswer, Side } from '../decisions/decision-contract.ts';
import type { DecisionRecord, SignatureRecord } from '../decisions/decision-record.ts';
import { processDecisions } from '../decisions/process-decisions.ts';

type Records = Kysely<Tables>;

/** Decisions with their signatures, of one process or of all, oldest first. */
export async function decisionRecords(
  records: Records,
  only: { process?: string; id?: string; workshop?: string } = {},
): Promise<DecisionRecord[]> {
  let query = records.selectFrom('decisions').selectAll();
  for (const key of ['process', 'id', 'workshop'] as const) {
    const value = only[key];
    if (value !== undefined) query = query.where(key, '=', value);
  }
  const rows = await query.orderBy('process').orderBy('version').execute();
  if (rows.length === 0) return [];
  const narrow = Object.keys(only).length > 0 && rows.length < 500;
  const ids = rows.map(({ id }) => id);
  let signing = records.selectFrom('decision_signatures').selectAll();
  let withdrawing = records.selectFrom('decision_withdrawals').selectAll();
  if (narrow) {
    signing = signing.where('decision', 'in', ids);
    withdrawing = withdrawing.where('decision', 'in', ids);
  }
  const signatures = Map.groupBy(await signing.orderBy('at').orderBy('side').execute(), ({ decision }) => decision);
  const withdrawn = new Map((await withdrawing.execute()).map(({ decision, at }) => [decision, at]));
  return rows.map((row) => {
    const signed = (signatures.get(row.id) ?? []).map(
      (one): SignatureRecord => ({
        side: one.side as Side,
        person: one.person,
        name: one.person_name,
        at: one.at,
        instead: one.instead,
      }),
    );
    return recordOf(row, signed, withdrawn.get(row.id) ?? null);
  });
}

function recordOf(row: Decisions, signatures: SignatureRecord[], withdrawnAt: EpochMs | null): DecisionRecord {
  const { id, process, version, workshop } = row;
  return {
    ...{ id, process, version, workshop },
    ...(JSON.parse(row.terms) as Pick<DecisionRecord, 'level' | 'thresholds' | 'reason' | 'validFrom'>),
    file: JSON.parse(row.file_terms) as DecisionRecord['file'],
    proposedAt: row.proposed_at,
    proposedByName: row.proposed_by_name,
    ...{ signatures, withdrawnAt },
  };
}

/** Everything that was ever decided and signed by both, for the catalogue. */
export const decidedIn = async (records: Records): Promise<DecidedTerms[]> =>
  decidedTerms(await decisionRecords(records));

export interface DecisionQueryDeps {
  records: Records;
  catalog: { current(): Catalog };
  now(): EpochMs;
}

/** What others ask of decisions. */
export function decisionQueries({ records, catalog, now }: DecisionQueryDeps) {
  return {
    /** Every process of the catalogue with what holds and what waits. */
    async all(maySign: Side[]): Promise<DecisionsAnswer> {
      const at = now();
      const all = await decisionRecords(records);
      return processDecisions(catalog.current(), all, at, maySign);
    },

    /** All decisions of a process. ProductError `not_found` where neither the catalogue nor a decision knows it. */
    async history(name: string, maySign: Side[]): Promise<DecisionHistory> {
      const ofProcess = await decisionRecords(records, { process: name });
      const document = processNamed(catalog.current(), name);
      if (document === undefined && ofProcess.length === 0) throw unknownProcess(catalog.current(), name);
      const shown = document === undefined ? name : displayName(document);
      return { process: name, displayName: shown, decisions: shownDecisions(ofProcess, shown, now()), maySign };
    },

    /** One decision as it stands. ProductError `not_found`. */
    async one(id: string): Promise<Decision> {
      const [record] = await decisionRecords(records, { id });
      if (record === undefined) throw unknownDecision();
      const { decisions } = await this.history(record.process, []);
      return decisions.find((one) => one.id === id)!;
    },
  };
}
export type DecisionQueries = ReturnType<typeof decisionQueries>;

export const unknownDecision = (): ProductError => new ProductError('not_found', 'No decision has this id.');

export function unknownProcess(catalog: Catalog, name: string): ProductError {
  const names = processesOf(catalog).map(({ metadata }) => metadata.name);
  return new ProductError('not_found', `No process has this name${didYouMean(name, names) || '.'}`);
}
