import type { EpochMs, Interval } from '../../maths/instants.ts';

/** One try of a monitor. */
export interface Probe {
  at: EpochMs;
  service: string;
  state: ProbeState;
  code: number | null;
}

/** blocked: the monitor was turned away, which says nothing of the service: time that nobody measured. */
export type ProbeState = 'up' | 'down' | 'blocked';

/** Answers of a firewall or a limit to the monitor itself: not signed in, forbidden, too many requests. */
const turnedAway = [401, 403, 429];
const upWords = ['up', 'ok', 'success', 'healthy', 'degraded', 'true', '1'];
const downWords = ['down', 'failed', 'failure', 'error', 'timeout', 'unhealthy', 'false', '0'];

/**
 * What a try says, by its word and its HTTP code (0: no connection). A word that it was up stands, whatever the code; without a word
 * the code decides. Null where neither says anything.
 */
export function probeState(word: string, code: number | null): ProbeState | null {
  const plain = word.trim().toLowerCase();
  if (upWords.includes(plain)) return 'up';
  if (plain !== '' && !downWords.includes(plain)) return null;
  if (code !== null && turnedAway.includes(code)) return 'blocked';
  if (plain !== '') return 'down';
  if (code === null) return null;
  return code === 0 || code >= 400 ? 'down' : 'up';
}

/** From the first try that was not up to the next that was, or to one that says otherwise. */
export interface ProbeInterval {
  service: string;
  state: 'down' | 'blocked';
  from: EpochMs;
  /** Null: it was not up again by the last try. */
  to: EpochMs | null;
  /** What each try in it answered. */
  codes: (number | null)[];
}

/** Intervals of all services in order of time; tries in any order. */
export function probeIntervals(probes: readonly Probe[]): ProbeInterval[] {
  const open = new Map<string, ProbeInterval>();
  const intervals: ProbeInterval[] = [];
  for (const { service, at, state, code } of [...probes].sort((one, other) => one.at - other.at)) {
    const lasting = open.get(service);
    if (lasting?.state === state) {
      lasting.codes.push(code);
      continue;
    }
    if (lasting) lasting.to = at;
    open.delete(service);
    if (state === 'up') continue;
    const begun: ProbeInterval = { service, state, from: at, to: null, codes: [code] };
    open.set(service, begun);
    intervals.push(begun);
  }
  return intervals;
}

/**
 * Groups that likely have one cause: intervals of two services or more, each beginning less than two probe periods after the one before,
 * whatever their state. Source: common cause from logs; a monitor tries its services one after the other.
 */
export function commonCauses(intervals: readonly ProbeInterval[], periodMs: number): ProbeInterval[][] {
  const groups: ProbeInterval[][] = [];
  for (const one of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = groups.at(-1);
    if (last && one.from - last.at(-1)!.from < 2 * periodMs) last.push(one);
    else groups.push([one]);
  }
  return groups.filter((group) => new Set(group.map(({ service }) => service)).size > 1);
}

export interface CoOutage {
  services: [string, string];
  /** Seconds in which both were not up. */
  bothSeconds: number;
  /** How many times more often than if they had nothing to do with each other. */
  lift: number;
}

/** `P(both) / (P(one)·P(other))` of lengths in any one unit; above 1 they fail together. Null where one was never out. */
export function coOutageLift(one: number, other: number, both: number, period: number): number | null {
  return one > 0 && other > 0 && period > 0 ? (both * period) / (one * other) : null;
}

/** Pairs of services that were out at the same time, over the time in which both were watched, those that fail together most first. */
export function coOutages(probes: readonly Probe[], intervals: readonly ProbeInterval[]): CoOutage[] {
  const watched = new Map<string, Interval>();
  for (const { service, at } of probes) {
    const known = watched.get(service) ?? { from: at, to: at };
    watched.set(service, { from: Math.min(known.from, at), to: Math.max(known.to, at) });
  }
  const services = [...new Set(intervals.map(({ service }) => service))].sort();
  const pairs = services.flatMap((one, i) => services.slice(i + 1).map((other) => [one, other] as [string, string]));
  return pairs
    .flatMap(([one, other]) => {
      const [first, second] = [watched.get(one)!, watched.get(other)!];
      const both = { from: Math.max(first.from, second.from), to: Math.min(first.to, second.to) };
      const [a, b] = [one, other].map((service) => within(intervals, service, both)) as [Interval[], Interval[]];
      const shared = a.flatMap((x) => b.map((y) => Math.max(0, Math.min(x.to, y.to) - Math.max(x.from, y.from))));
      const bothMs = shared.reduce((sum, ms) => sum + ms, 0);
      const lift = coOutageLift(lengthOf(a), lengthOf(b), bothMs, both.to - both.from);
      return bothMs > 0 && lift !== null
        ? [{ services: [one, other] as [string, string], bothSeconds: bothMs / 1_000, lift }]
        : [];
    })
    .sort((x, y) => y.lift - x.lift);
}

function within(intervals: readonly ProbeInterval[], service: string, period: Interval): Interval[] {
  return intervals
    .filter((one) => one.service === service)
    .map(({ from, to }) => ({ from: Math.max(from, period.from), to: Math.min(to ?? period.to, period.to) }))
    .filter(({ from, to }) => to > from);
}

const lengthOf = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { from, to }) => sum + to - from, 0);
