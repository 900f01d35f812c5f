import { fractionOf } from '../../maths/exact-fraction.ts';
import type { EpochMs, Interval } from '../../maths/instants.ts';
import type { CountingPolicy, LedgerRow } from '../outages/availability.ts';
import { availabilityOf } from '../outages/availability-of.ts';
import { endsOf, type Outage } from '../outages/outage.ts';
import { goesOnFrom, hadPart } from '../outages/vendor-part.ts';
import type { Announcement } from './announcement.ts';
import { lossOf } from './loss-sums.ts';
import type { VendorCard } from './report-contract.ts';

export interface VendorQuestion {
  /** Of every subject: the outages and the rows made of each. */
  subjects: readonly { outages: readonly Outage[]; rowsOf(outages: readonly Outage[]): LedgerRow[] }[];
  /** Down-time of all subjects, in seconds. */
  downSeconds: number;
  period: Interval;
  policy: CountingPolicy;
  announced: ReadonlyMap<string, Announcement>;
  displayName(vendor: string): string;
}

/** Seconds in integers, fine enough for shares of nine places of whole seconds in a month. */
const parts = (seconds: number): bigint => BigInt(Math.round(seconds * 1_000_000));

/** A card for every vendor that had part in an outage of the period, most down-time first; unnamed ones together. */
export function vendorCards(question: VendorQuestion): VendorCard[] {
  const { subjects } = question;
  const names = new Set(subjects.flatMap(({ outages }) => outages.filter(hadPart).map(({ vendor }) => vendor ?? '')));
  return [...names]
    .map((vendor) => cardOf(vendor, question))
    .sort((a, b) => b.downSeconds - a.downSeconds || (a.vendor < b.vendor ? -1 : 1));
}

function cardOf(vendor: string, question: VendorQuestion): VendorCard {
  const { subjects, period, policy, announced } = question;
  const own = subjects.map(({ outages, rowsOf }) => {
    const its = outages.filter((outage) => hadPart(outage) && (outage.vendor ?? '') === vendor);
    return { its, down: availabilityOf(rowsOf(its), period, policy).downSeconds };
  });
  const all = own.flatMap(({ its }) => its);
  const downSeconds = own.reduce((sum, { down }) => sum + down, 0);
  const planned = all.filter(({ kind }) => kind === 'planned');
  const overrun = planned.filter(
    (outage) => ranOver(outage, announced.get(outage.id)) || all.some((one) => goesOnFrom(outage, one)),
  ).length;
  const whole = parts(question.downSeconds);
  const part = parts(downSeconds);
  return {
    vendor,
    displayName: vendor === '' ? 'not named' : question.displayName(vendor),
    outages: all.length - planned.length,
    downSeconds,
    shareOfDown: whole === 0n ? null : part <= whole ? fractionOf(part, whole) : fractionOf(1n, 1n),
    money: lossOf(all, period).money,
    plannedWindows: { kept: planned.length - overrun, overrun },
  };
}

/** Beyond the end that was announced before it began; where none was, it kept to what it said. */
function ranOver(outage: Outage, announcement: Announcement | undefined): boolean {
  const end: EpochMs | null = announcement?.end ?? null;
  const { to } = endsOf(outage);
  return end !== null && to !== null && to > end;
}
