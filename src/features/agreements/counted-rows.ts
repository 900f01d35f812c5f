import { type EpochMs, type Interval, toRfc3339 } from '../../maths/instants.ts';
import type { LedgerRow } from '../outages/availability.ts';
import { rowOf } from '../outages/ledger-rows.ts';
import type { Outage } from '../outages/outage.ts';
import { type CountingRules, lengthText } from './counting-rules.ts';
import { limitPlanned } from './limit-planned.ts';

export interface CountedQuestion {
  outages: readonly Outage[];
  unmeasured: readonly Interval[];
  rules: CountingRules;
  period: Interval;
  timeZone: string;
  scope: 'process' | 'global';
  /** Where what lasts ends for now. */
  until: EpochMs;
  /** When each planned outage was entered as planned, by id; needed where the rules ask for notice. */
  announced: ReadonlyMap<string, EpochMs>;
}

/** A row with the outage that it was made of; null of unmeasured time. */
export interface CountedRow extends LedgerRow {
  outage: Outage | null;
}

export interface CountedRows {
  /** From which availability is reckoned, unmeasured time included. */
  rows: CountedRow[];
  /** Every rule that changed something, in plain words. */
  told: string[];
}

/**
 * The rows of a ledger as the rules count them: short notice makes planned time unplanned, causes leave outages out, the surplus of
 * planned time counts, ends are set to the precision (starts down, ends up). Raw figures are over the detected times to the
 * same precision. Everything is kept that is not changed by a rule.
 */
export function countedRows(question: CountedQuestion): CountedRows {
  const { outages, unmeasured, rules } = question;
  const told: string[] = [];
  const ruled = outages.flatMap((outage) => {
    const row = rowOf(outage, question);
    return row === null ? [] : [{ ...byCause(outage, byNotice(outage, row, question, told), rules, told), outage }];
  });
  const precise = ruled.map((row) => toPrecision(row, rules.precisionMs));
  if (precise.some((row, index) => row.from !== ruled[index]!.from || row.to !== ruled[index]!.to)) {
    told.push(`Ends of outages are set to whole units of ${lengthText(rules.precisionMs)}: starts down, ends up.`);
  }
  const limited = limitPlanned(precise, question);
  told.push(...limited.told);
  const unknown = unmeasured.map(
    ({ from, to }): CountedRow => ({
      outage: null,
      ...{ from, to, detectedFrom: from, detectedTo: to },
      ...{ kind: 'unknown', fault: 'own', share: '1', excluded: false },
    }),
  );
  return { rows: [...limited.rows, ...unknown], told: [...new Set(told)] };
}

/** What is not announced in time counts as any other outage. Unknown when it was announced: it was not. */
function byNotice(outage: Outage, row: LedgerRow, { rules, announced }: CountedQuestion, told: string[]): LedgerRow {
  if (rules.noticeMs === 0 || row.kind !== 'planned') return row;
  const at = announced.get(outage.id);
  if (at !== undefined && at + rules.noticeMs <= row.from) return row;
  const unplanned: LedgerRow = { ...row, kind: 'unplanned', excluded: false };
  if (!row.excluded) return unplanned;
  const when = at === undefined ? 'was never announced' : `was announced at ${toRfc3339(at)}`;
  told.push(
    `${titleOf(outage, row)} ${when}, less than ${lengthText(rules.noticeMs)} before it began: it counts as unplanned.`,
  );
  return unplanned;
}

function byCause(outage: Outage, row: LedgerRow, { excludedCauses, policy }: CountingRules, told: string[]): LedgerRow {
  const { causeKind } = outage;
  if (causeKind === null || !excludedCauses.includes(causeKind) || row.excluded || row.kind === 'false-positive') {
    return row;
  }
  told.push(`${titleOf(outage, row)} is left out: its cause is ${causeKind}.`);
  // where left-out time counts as down, what an agreement names as no matter of the provider is kept out of it
  return policy.planned === 'down' ? { ...row, to: row.from } : { ...row, excluded: true };
}

const titleOf = ({ subject }: Outage, { from }: LedgerRow): string =>
  `The outage of ${subject.name} at ${toRfc3339(from)}`;

function toPrecision<Row extends LedgerRow>(row: Row, unit: number): Row {
  const down = (at: EpochMs): EpochMs => Math.floor(at / unit) * unit;
  const up = (at: EpochMs): EpochMs => Math.ceil(at / unit) * unit;
  const { from, to, detectedFrom, detectedTo } = row;
  const detected = { detectedFrom: down(detectedFrom), detectedTo: up(detectedTo) };
  // an empty one stays so
  return to <= from ? { ...row, ...detected } : { ...row, from: down(from), to: up(to), ...detected };
}
