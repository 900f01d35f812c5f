import { median } from '../../src/maths/quantiles.ts';
import { Hits, share } from './hits.ts';
import { answersOf, methodNames } from './methods.ts';
import { faults, type World, worldOf } from './world.ts';

/** Constants were chosen on seeds from 1 000 on; those reported begin here. */
const firstSeed = 500_000;
const shown = ['traversal', 'fusion', 'baro', 'waga'] as const;

/** An incident is one because somebody noticed: the target's median moved by two of its usual spreads. */
function noticed({ question: { metrics, target, interval } }: World): boolean {
  const own = metrics.find(({ node, metric }) => node === target.node && metric === target.metric);
  if (own === undefined) return false;
  const values = Array.from(own.values);
  const before = values.filter((_, nth) => own.at[nth]! < interval.from);
  const after = values.filter((_, nth) => own.at[nth]! >= interval.from);
  const centre = median(before);
  const spread = 1.4826 * median(before.map((value) => Math.abs(value - centre))) || 0.01;
  return Math.abs(median(after) - centre) > 2 * spread;
}

/** A table of simulated worlds: plain ones, and messy ones with standing anomalies, missing calls and an onset inside the interval. */
export function printWorlds(worlds: number): void {
  for (const messy of [false, true]) {
    console.log(
      `\nSimulated worlds, ${messy ? 'messy' : 'plain'}: ${worlds} of each fault, all measures of ten nodes to forty`,
    );
    for (const fault of faults) {
      const hits = new Map(shown.map((method) => [method, new Hits()] as const));
      let [seen, silent] = [0, 0];
      for (let seed = firstSeed; seen < worlds && seed < firstSeed + 20 * worlds; seed++) {
        const world = worldOf(seed, fault, true, messy);
        const { root } = world;
        if (root !== null && fault !== 'code' && !noticed(world)) continue;
        seen += 1;
        const answers = answersOf(world.question);
        if (answers.abstained) silent += 1;
        if (root !== null) for (const method of shown) hits.get(method)!.add(answers[method], root);
      }
      console.log(`\n  ${fault}: ${seen} worlds; Waga keeps silent in ${share(silent, seen).trim()}`);
      for (const [method, own] of hits) {
        if (own.n > 0) console.log(`    ${methodNames[method].padEnd(24)}${own.text()}`);
      }
    }
  }
}
