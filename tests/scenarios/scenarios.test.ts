import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { endsOf } from '../../src/features/outages/outage.ts';
import { minute } from '../../src/maths/instants.ts';
import { zoneOf } from '../../src/maths/zoned-time.ts';
import { type Expectation, parseScenarios, type Scenario } from './parse-scenario.ts';
import { Incidents, type IncidentWorld, type Said } from './run-incidents.ts';
import { runScenarios, type Seen } from './run-scenario.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((file) => file.endsWith('.scenario.txt'));

describe('timelines', () => {
  it('are there to be run', () => expect(files.length).toBeGreaterThan(8));

  for (const file of files) {
    const scenarios = parseScenarios(readFileSync(join(folder, file), 'utf8'));
    it(`${file}: ${scenarios[0]?.title}`, () => {
      const followed = scenarios.every(({ level }) => level !== undefined);
      const plain = followed ? new Incidents(scenarios) : null;
      const restarted = followed ? new Incidents(scenarios) : null;
      const left = scenarios.map(({ expectations }) => new Set(expectations));
      runScenarios(scenarios, (at, seen) => {
        plain?.stepAt(at, seen);
        restarted?.restart();
        restarted?.stepAt(at, seen);
        scenarios.forEach((scenario, nth) => {
          for (const expectation of left[nth]!) {
            if (expectation.at !== at) continue;
            left[nth]!.delete(expectation);
            check(scenario, expectation, seen[nth]!, plain?.world ?? null);
          }
        });
      });
      expect(left.flatMap((some) => [...some]).map((e) => `line ${e.line} lies outside the run`)).toEqual([]);
      if (plain === null) return;
      for (const scenario of scenarios) checkTold(scenario, plain.world.said);
      expect(restarted?.world, 'after a restart at every minute').toEqual(plain.world);
    });
  }
});

/** All that is told about a process is what its lines say, in their order. */
function checkTold({ process, tells, zone }: Scenario, said: readonly Said[]): void {
  const own = said.filter((one) => one.process === process);
  const isNear = (one: Said, nth: number): boolean =>
    tells[nth] !== undefined && Math.abs(one.at - tells[nth].at) <= tells[nth].tolerance * minute;
  const shown = (at: number): string =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16);
  expect(own.map((one, nth) => `${shown(isNear(one, nth) ? tells[nth]!.at : one.at)} ${one.words}`)).toEqual(
    tells.map(({ at, words }) => `${shown(at)} ${words}`),
  );
}

function check(
  s: Scenario,
  { line, words }: Expectation,
  { stepped: { impact }, drops }: Seen,
  incidents: IncidentWorld | null,
): void {
  const all = (incidents?.kept ?? []).map(({ incident }) => incident).filter((one) => one.process === s.process);
  // what is told with another is no incident of its own
  const own = all.filter((one) => one.technical === undefined || one.partOf === null);
  const incident = own.at(-1);
  const last = [...drops.values()].at(-1);
  const outages = own.flatMap(({ id }) => incidents?.ledger[id] ?? []);
  const outage = outages.at(-1);
  const ends = outage && endsOf(outage);
  const where = `line ${line}, impact ${JSON.stringify({ state: impact.state, class: impact.class, window: impact.window, actual: impact.actual, share: impact.impactShare?.value, lost: last?.lost.value, notes: impact.notes })}`;
  const near = (found: number | null | undefined, wanted: string, what: string): void => {
    const [value = 0, tolerance = 0] = wanted.split('±').map(Number);
    expect(found, `${what} on ${where}`).toBeTypeOf('number');
    expect(Math.abs((found ?? 0) - value), `${what} ${found} against ${wanted} on ${where}`).toBeLessThanOrEqual(
      tolerance + 1e-9,
    );
  };
  for (const [what, wanted] of Object.entries(words)) {
    if (what === 'state') expect(impact.state, where).toBe(wanted);
    else if (what === 'class') expect(impact.class ?? 'none', where).toBe(wanted);
    else if (what === 'share') near(impact.impactShare?.value, wanted, what);
    else if (what === 'window') expect(impact.window.minutes, where).toBe(Number(wanted));
    else if (what === 'drops') expect(drops.size, where).toBe(Number(wanted));
    else if (what === 'lost') near(last?.lost.value, wanted, what);
    else if (what === 'money') expect(last?.money?.text?.value, where).toBe(wanted);
    else if (what === 'perhour') near(impact.lossPerHour?.value, wanted, what);
    else if (what === 'worst') expect(last?.class ?? 'none', where).toBe(wanted);
    else if (what === 'onset') near(clock(s, last?.onset), minutesOf(wanted), what);
    else if (what === 'ended') near(clock(s, last?.endedAt ?? undefined), minutesOf(wanted), what);
    else if (what === 'incidents') expect(own, where).toHaveLength(Number(wanted));
    else if (what === 'incident') expect(incident?.state ?? 'none', where).toBe(wanted);
    else if (what === 'alarms')
      expect(all.filter((one) => one.partOf === incident?.id).length, where).toBe(Number(wanted));
    else if (what === 'because')
      expect(incident?.transitions.map(({ reason }) => reason).join(' '), where).toContain(wanted);
    else if (what === 'outages') expect(outages, where).toHaveLength(Number(wanted));
    else if (what === 'outage') expect(outage?.state ?? 'none', where).toBe(wanted);
    else if (what === 'outagefrom') near(clock(s, ends?.from), minutesOf(wanted), what);
    else if (what === 'outageto') near(clock(s, ends?.to ?? undefined), minutesOf(wanted), what);
    else if (what === 'outageends') expect(outage?.refined ? 'refined' : 'detected', where).toBe(wanted);
    else if (what === 'outageshare') near(Number(outage?.share), wanted, what);
    else if (what === 'outagefault') expect(outage?.fault, where).toBe(wanted);
    else if (what === 'outagevendor') expect(outage?.vendor ?? 'none', where).toBe(wanted);
    else if (what === 'kind') expect(incident?.kind, where).toBe(wanted);
    else if (what === 'reached') expect(incident?.class ?? 'none', where).toBe(wanted);
    else if (what === 'partof') expect(incident?.partOf ?? 'none', where).toMatch(wanted);
    else if (what === 'expected') near(impact.expected?.value, wanted, what);
    else throw new Error(`line ${line}: unknown word ${what}`);
  }
}

/** Minute of the day on the scenario's wall clock. */
function clock(s: Scenario, at: number | undefined): number | undefined {
  return at === undefined ? undefined : (zoneOf(s.zone).localMinute(at) + Math.round((at % minute) / minute)) % 1440;
}

/** `10:02±1` as minutes of the day with their tolerance. */
function minutesOf(text: string): string {
  const [time = '', tolerance = '0'] = text.split('±');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return `${hours * 60 + minutes}±${tolerance}`;
}
