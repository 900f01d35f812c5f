import type { CoOutage, Probe, ProbeInterval } from '../features/outages/probes.ts';
import { toRfc3339 } from '../maths/instants.ts';
import { countText, momentText } from './analyze/number-text.ts';
import { counted } from './output.ts';

const mostPairs = 5;
/** Below this two are out together no more than chance would have it, as far as a person cares. */
const leastLift = 2;

export interface IntervalShown extends Omit<ProbeInterval, 'from' | 'to'> {
  from: string;
  to: string | null;
}

/** What a log of probes holds, as it is told. */
export interface ProbesFound {
  probes: number;
  services: string[];
  intervals: IntervalShown[];
  commonCauses: IntervalShown[][];
  coOutages: CoOutage[];
  resolutionSeconds: number;
}

/** What a log of probes says, in plain words; times in UTC. */
export function probesText(found: ProbesFound, probes: readonly Probe[]): string[] {
  const { services, intervals, resolutionSeconds } = found;
  const ends = probes.reduce((span, { at }) => [Math.min(span[0]!, at), Math.max(span[1]!, at)], [Infinity, -Infinity]);
  const days = ends.map((at) => toRfc3339(at).slice(0, 10)).join(' to ');
  const down = intervals.filter(({ state }) => state === 'down').length;
  const blocked = intervals.length - down;
  return [
    `${counted(probes.length, 'probe').replace(String(probes.length), countText(probes.length))} of ${counted(services.length, 'service')}, ${days}; between two of a service lie ${gapText(resolutionSeconds)} as a rule, so shorter outages may not have been seen.`,
    `Down ${counted(down, 'time')}. Blocked ${counted(blocked, 'time')}: the monitor was turned away (401, 403, 429), which is unknown and no outage.`,
    ...causesText(found),
    ...pairsText(found),
  ];
}

function causesText({ commonCauses }: ProbesFound): string[] {
  if (commonCauses.length === 0) return [];
  const lines = commonCauses.map((group) => {
    const states = [...new Set(group.map(({ state }) => state))].join(' and ');
    const services = group.map(({ service }) => service).join(', ');
    return `  ${momentText(group[0]!.from, 'UTC')}  ${states.padEnd(7)}  ${services}`;
  });
  return ['Several at once, so likely of one cause (times in UTC):', ...lines];
}

function pairsText({ coOutages }: ProbesFound): string[] {
  const pairs = coOutages.filter(({ lift }) => lift >= leastLift).slice(0, mostPairs);
  if (pairs.length === 0) return [];
  const lines = pairs.map(({ services, bothSeconds, lift }) => {
    return `  ${services.join(' and ')}: ${gapText(bothSeconds)} at once, ${countText(lift)} times as much as by chance`;
  });
  return ['Out together:', ...lines];
}

function gapText(seconds: number): string {
  if (seconds >= 2 * 3_600) return `${countText(seconds / 3_600)} h`;
  return seconds >= 120 ? `${countText(seconds / 60)} min` : `${countText(seconds)} s`;
}
