import { minute, toRfc3339 } from '../../../maths/instants.ts';
import type { ReplayAnswer, ReplayCall } from '../replay-contract.ts';
import { comparedCalls } from './compared-calls.ts';
import { type PastLoss, pastLosses } from './past-losses.ts';
import type { Replayed, SideName } from './replay-engine.ts';
import { isIn, type ReplaySetup } from './replay-setup.ts';
import { rulesAt } from './rules-of-the-time.ts';
import { shownCall } from './shown-calls.ts';
import type { CallMade } from './side-course.ts';
import { concerned, tellsOf, toldAfter } from './told-of.ts';

/** What a finished replay says, without what is known of who asked. */
export type ReplayOutcome = Pick<
  ReplayAnswer,
  'before' | 'after' | 'drops' | 'lost' | 'gone' | 'added' | 'moved' | 'unmeasuredMinutes' | 'notes'
>;

/** So many calls of a kind are listed; the counts are of all. */
export const mostListed = 500;

/** Holds both sides of a replay against the P1 and P2 of its time. */
export function replayOutcome(setup: ReplaySetup, replayed: Replayed): ReplayOutcome {
  const records = replayed.processes.flatMap(({ courses }) => [...(courses.before?.records.values() ?? [])]);
  const losses = pastLosses(setup.period, records, setup.outages, (at) => rulesAt(setup.before, at));
  const before = sideOf(setup, replayed, 'before', losses);
  const after = sideOf(setup, replayed, 'after', losses);
  const drops = losses.map((loss, nth) => ({
    ...{ id: loss.id, process: loss.process, class: loss.class, money: loss.money },
    from: toRfc3339(loss.from),
    to: loss.to === null ? null : toRfc3339(loss.to),
    before: before.told[nth]!,
    after: after.told[nth]!,
  }));
  const compared = comparedCalls(before.calls, after.calls);
  const lists = Object.values(compared).map((list) => list.length);
  return {
    before: before.counts,
    after: after.counts,
    drops,
    lost: drops.filter((one) => one.before !== null && one.after === null).map(({ id }) => id),
    gone: compared.gone.slice(0, mostListed),
    added: compared.added.slice(0, mostListed),
    moved: compared.moved.slice(0, mostListed),
    unmeasuredMinutes: Object.fromEntries([...replayed.unmeasured].filter(([, minutes]) => minutes > 0)),
    notes: notesOf(setup, replayed, Math.max(...lists)),
  };
}

interface SideFound {
  counts: NonNullable<ReplayAnswer['before']>;
  calls: ReplayCall[];
  /** By loss. */
  told: (number | null)[];
}

function sideOf(setup: ReplaySetup, replayed: Replayed, side: SideName, losses: readonly PastLoss[]): SideFound {
  const { incidents, calls: all } = replayed.sides[side];
  const inTime = all.filter(({ at }) => isIn(setup.period, at - 1));
  const catalogOf = (call: CallMade) => rulesAt(setup[side], call.at);
  const calls = inTime.map((call) => ({ call, processes: concerned(catalogOf(call), call, incidents) }));
  const shown = calls.map(({ call, processes }) => {
    const told = losses.find((loss) => tellsOf(call, processes, loss, incidents));
    return shownCall(catalogOf(call), call, told?.id ?? null);
  });
  const pages = shown.filter(({ way }) => way === 'page');
  const opened = [...incidents.values()].filter(
    ({ shadow, transitions }) =>
      shadow === undefined && transitions.some(({ to, at }) => to === 'open' && isIn(setup.period, at - 1)),
  );
  const counts: NonNullable<ReplayAnswer['before']> = {
    incidents: opened.length,
    pages: pages.length,
    pagesByNight: pages.filter(({ byNight }) => byNight).length,
    tickets: shown.length - pages.length,
    noise: pages.filter(({ drop }) => drop === null).length,
  };
  return { counts, calls: shown, told: losses.map((loss) => toldAfter(loss, calls, incidents)) };
}

function notesOf(setup: ReplaySetup, { unmeasured, unjudged }: Replayed, longest: number): string[] {
  const notes = [
    'Levels, thresholds and objectives are those of the time; what stands on what, maintenance and rotations are those of now.',
    'Which component is the probable root is not worked out again: losses of several processes are told apart on both sides. Nobody acknowledges in a replay, so each call is counted once and no escalation.',
  ];
  if (setup.otherAlarms.length > 0)
    notes.push(`${setup.otherAlarms.length} alarms of other tools are taken as they were, on both sides.`);
  if (setup.learnEveryDays > 1)
    notes.push(`What is expected was learned every ${setup.learnEveryDays} days, a server does so every hour.`);
  const minutes = (setup.period.to - setup.period.from) / minute;
  for (const [process, gone] of unmeasured)
    if (gone > 0) notes.push(`${process}: ${gone} of ${minutes} minutes were not measured; nothing is said of them.`);
  for (const [process, reason] of unjudged) notes.push(`${process} could not be judged all along: ${reason}`);
  if (longest > mostListed)
    notes.push(`Of a list only the first ${mostListed} calls are shown; the counts are of all.`);
  return notes;
}
