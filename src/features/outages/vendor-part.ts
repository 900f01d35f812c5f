import type { EpochMs, Interval } from '../../maths/instants.ts';
import { endsOf, type Outage } from './outage.ts';
import { subjectText } from './outage-subject.ts';

/** Whether a vendor had part in it: alone, or with us; what was none counts for nobody. */
export const hadPart = ({ fault, kind, state }: Outage): boolean =>
  fault !== 'own' && kind !== 'false-positive' && state !== 'removed';

/** Whether it is that vendor's: it names them, or names nobody and is about a component that comes from them. */
export function isOfVendor(
  outage: Outage,
  { name, components }: { name: string; components: readonly string[] },
): boolean {
  const { vendor, subject } = outage;
  if (!hadPart(outage)) return false;
  return vendor === name || (vendor === null && subject.kind === 'component' && components.includes(subject.name));
}

/** What went on beyond the end of a window stands in the ledger as an outage of its own that begins there, and is unplanned. */
export function goesOnFrom(planned: Outage, one: Outage): boolean {
  const isSame = subjectText(one.subject) === subjectText(planned.subject);
  return isSame && one.kind === 'unplanned' && endsOf(one).from === endsOf(planned).to;
}

/** The time of an outage; until then where it lasts. */
export function spanOf(outage: Outage, until: EpochMs): Interval {
  const { from, to } = endsOf(outage);
  return { from, to: Math.min(to ?? until, until) };
}

/** The same time without overlaps, oldest first: one failure stands in the ledger once for each process and component. */
export function apart(spans: readonly Interval[]): Interval[] {
  const joined: Interval[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}

/** Of all of them together, in milliseconds. */
export const lengthOf = (spans: readonly Interval[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0);
