import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DropRecord } from '../../src/features/impact/drop-record.ts';
import type { Stepped } from '../../src/features/impact/step.ts';
import { minute } from '../../src/maths/instants.ts';
import { zoneOf } from '../../src/maths/zoned-time.ts';
import { type Expectation, parseScenario, type Scenario } from './parse-scenario.ts';
import { runScenario } from './run-scenario.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((file) => file.endsWith('.scenario.txt'));

describe('timelines', () => {
  it('are there to be run', () => expect(files.length).toBeGreaterThan(8));

  for (const file of files) {
    const scenario = parseScenario(readFileSync(join(folder, file), 'utf8'));
    it(`${file}: ${scenario.title}`, () => {
      const left = new Set(scenario.expectations);
      runScenario(scenario, (at, stepped, drops) => {
        for (const expectation of left) {
          if (expectation.at !== at) continue;
          left.delete(expectation);
          check(scenario, expectation, stepped, drops);
        }
      });
      expect([...left].map((e) => `line ${e.line} lies outside the run`)).toEqual([]);
    });
  }
});

function check(
  s: Scenario,
  { line, words }: Expectation,
  { impact }: Stepped,
  drops: ReadonlyMap<string, DropRecord>,
): void {
  const last = [...drops.values()].at(-1);
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
