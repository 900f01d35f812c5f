import { expect, it } from 'vitest';
import { makeWorld } from '../../../../benchmarks/accuracy/world.ts';
import { minute } from '../../../maths/instants.ts';
import { type Random, seededRandom } from '../../../maths/random.ts';
import { plainCalendar } from '../../expectations/business-calendar.ts';
import { observeProcess, type SeenLoss } from './observed.ts';
import { isLinked } from './observed-drift.ts';

/**
 * Worlds whose truth is known: one component takes a share of the process in each of its outages, which differ from each other
 * in half of the worlds; another goes down as often and takes nothing.
 */
const worlds = 240;
const days = 28;

interface Result {
  truth: number;
  linked: SeenLoss;
  unrelated: SeenLoss;
  incidents: number;
}

function worldWith(seed: number): Result {
  const random = seededRandom(7 * seed + 1);
  const incidents = [1, 2, 3, 5, 8][seed % 5]!;
  const mean = [0.06, 0.3, 0.6, 0.95][(seed >> 1) % 4]!;
  const differing = mean < 0.9 && Math.floor(seed / 5) % 2 === 0 ? 0.3 * mean : 0;
  const place = placing(random);
  const outages = Array.from({ length: incidents }, () => ({
    ...place(),
    share: mean + differing * (2 * random.uniform() - 1),
  }));
  const idle = Array.from({ length: incidents }, place);
  const rate = 8 * 40 ** random.uniform();
  const world = makeWorld({ seed: seed + 5_000, days, rate, dispersion: 1 + 1.5 * random.uniform(), outages });
  const recorded = (component: string) => (one: { fromMinute: number; minutes: number }) => ({
    component,
    kind: 'down' as const,
    failed: null,
    from: world.from + one.fromMinute * minute,
    to: world.from + (one.fromMinute + one.minutes) * minute,
  });
  const [a, b] = observeProcess({
    process: 'payment',
    timeZone: 'UTC',
    calendar: plainCalendar,
    series: { from: world.from, counts: world.counts },
    standpoints: ['linked', 'unrelated'].map((component) => ({ component, above: [] })),
    outages: [...outages.map(recorded('linked')), ...idle.map(recorded('unrelated'))],
  });
  // of one outage nobody can tell how another would go: its own share is the truth
  const truth = incidents === 1 ? outages[0]!.share : mean;
  return { truth, linked: a!.down, unrelated: b!.down, incidents };
}

/** Places for outages of 5 to 60 minutes, two hours apart at least, from the third day on. */
function placing(random: Random): () => { fromMinute: number; minutes: number } {
  const taken: { fromMinute: number; minutes: number }[] = [];
  const free = (one: { fromMinute: number; minutes: number }): boolean =>
    taken.every(
      (t) => one.fromMinute + one.minutes + 120 < t.fromMinute || t.fromMinute + t.minutes + 120 < one.fromMinute,
    );
  return () => {
    for (;;) {
      const one = { fromMinute: random.integer(2 * 1_440, (days - 1) * 1_440), minutes: random.integer(5, 60) };
      if (!free(one)) continue;
      taken.push(one);
      return one;
    }
  };
}

const shareOf = (results: readonly Result[], holds: (one: Result) => boolean): number =>
  results.filter(holds).length / results.length;

it('intervals hold the truth, and what does nothing is linked to nothing, as often as promised', () => {
  const all = Array.from({ length: worlds }, (_, seed) => worldWith(seed + 1));
  const known = all.filter(({ linked, unrelated }) => linked.lostShare !== null && unrelated.lostShare !== null);
  expect(known.length).toBeGreaterThan(200);
  const holds = ({ linked: { lostShare }, truth }: Result): boolean =>
    lostShare!.low - 1e-9 <= truth && truth <= lostShare!.high + 1e-9;
  for (const of of [known, known.filter((one) => one.incidents === 1), known.filter((one) => one.incidents > 1)]) {
    expect(shareOf(of, holds)).toBeGreaterThanOrEqual(0.8);
    expect(shareOf(of, holds)).toBeLessThanOrEqual(0.98);
  }
  expect(shareOf(known, ({ unrelated: { lostShare } }) => lostShare!.low <= 0 && 0 <= lostShare!.high)).toBeGreaterThan(
    0.85,
  );
  expect(shareOf(known, ({ unrelated }) => isLinked(unrelated))).toBeLessThanOrEqual(0.05);
  const large = known.filter(({ truth, incidents }) => truth > 0.25 && incidents > 2);
  expect(shareOf(large, ({ linked }) => isLinked(linked))).toBeGreaterThan(0.95);
}, 120_000);
