import { displayName, documentNamed } from '../../catalog/catalog.ts';
import type { SwitchSpec } from '../../unavailability/switches/switch.ts';
import type { Scope } from '../scope.ts';
import type { Week } from '../weekly-contract.ts';
import type { WeekFacts } from './week-facts.ts';

/** Every time that something was switched in the week, and whether what followed verified it. */
export function weekSwitches(
  { switchActs, catalog, week }: Pick<WeekFacts, 'switchActs' | 'catalog' | 'week'>,
  scope: Scope,
): Week['switches'] {
  return switchActs.flatMap((act, index) => {
    const at = Date.parse(act.at);
    if (act.act !== 'switch' || at < week.from || at >= week.to) return [];
    const document = documentNamed<SwitchSpec>(catalog.documents, 'Switch', act.switch);
    if (!(scope.all || scope.ofProcess(document?.spec.process ?? ''))) return [];
    const later = switchActs.slice(index + 1).filter((one) => one.switch === act.switch);
    const until = later.findIndex((one) => one.act === 'switch');
    const own = until === -1 ? later : later.slice(0, until);
    const last = own.findLast((one) => one.act === 'verified' || one.act === 'not-verified');
    return [
      {
        ...{ name: act.switch, displayName: document ? displayName(document) : act.switch, at: act.at, by: act.by },
        position: act.share === null ? act.position : `${act.position} (${act.share})`,
        verified: last === undefined ? null : last.act === 'verified',
      },
    ];
  });
}
