import { minute, second } from '../../../maths/instants.ts';
import type { WindowShown } from '../../outages/maintenance/maintenance-contract.ts';
import type { Scope } from '../scope.ts';
import type { Week } from '../weekly-contract.ts';
import type { WeekFacts } from './week-facts.ts';

/** The windows of planned work in the week, with how they went, and those of the week after it, with the three questions. */
export function weekWindows({ windows }: Pick<WeekFacts, 'windows'>, scope: Scope): Week['windows'] {
  const inScope = ({ subjects }: WindowShown) => subjects.length === 0 || subjects.some(scope.ofSubject);
  return {
    lastWeek: windows.lastWeek.filter(inScope).map(shown),
    coming: windows.coming.filter(inScope).map(shown),
  };
}

const inTime = { 'in-time': true, late: false, 'not-yet': null } as const;

function shown(window: WindowShown): Week['windows']['coming'][number] {
  const { name, displayName, vendor, from, to, announced, mute, switchOff, banner, state, overrunSeconds } = window;
  return {
    ...{ maintenance: name, displayName, vendor: vendor?.displayName ?? null, from, to },
    announcedInTime: inTime[announced],
    ...{ mute, switchOff, banner, state },
    overrunMinutes: Math.ceil((overrunSeconds * second) / minute),
  };
}
