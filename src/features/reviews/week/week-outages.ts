import { toRfc3339, week as weekMs } from '../../../maths/instants.ts';
import { subjectIn } from '../../outages/ledger-scope.ts';
import { endsOf, type Outage } from '../../outages/outage.ts';
import { isOverdue } from '../../outages/outage-acts.ts';
import type { Scope } from '../scope.ts';
import type { Week } from '../weekly-contract.ts';
import type { WeekFacts } from './week-facts.ts';
import { moneyIn } from './week-incidents.ts';

/** Unplanned outages that lasted at some time of the week. */
export function outagesOfWeek({ outages, week }: Pick<WeekFacts, 'outages' | 'week'>, scope: Scope): Outage[] {
  return outages.filter((outage) => {
    const { from, to } = endsOf(outage);
    const counts = outage.kind === 'unplanned' && outage.state !== 'removed' && scope.ofSubject(outage.subject);
    return counts && from < week.to && (to === null || to > week.from);
  });
}

/** Those whose report is due within the week after, or is overdue; the first due first. */
export function reportsDue({ unreported, week }: Pick<WeekFacts, 'unreported' | 'week'>, scope: Scope): Outage[] {
  return unreported
    .filter((one) => endsOf(one).to !== null && one.dueAt < week.to + weekMs && scope.ofSubject(one.subject))
    .sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
}

/** An outage as a line of the agenda. */
export function outageLine(
  outage: Outage,
  { catalog, now }: Pick<WeekFacts, 'catalog' | 'now'>,
): Week['outages']['ofWeek'][number] {
  const { from, to } = endsOf(outage);
  return {
    ...{ id: outage.id, subject: subjectIn(catalog, outage.subject).displayName, from: toRfc3339(from) },
    to: to === null ? null : toRfc3339(to),
    ...{ state: outage.state, fault: outage.fault, dueAt: toRfc3339(outage.dueAt), overdue: isOverdue(outage, now) },
    money: moneyIn(outage.loss?.net) ?? moneyIn(outage.loss?.gross),
  };
}
