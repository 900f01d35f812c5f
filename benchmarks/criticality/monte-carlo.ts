/** The named reference: throw dice for every event, see which processes are down, over and over. */
import type { Dependency } from '../../src/features/catalog/dependency.ts';
import type { Document } from '../../src/features/catalog/document.ts';
import { groupOf, structureOf } from '../../src/features/criticality/graph/structure.ts';
import { seededRandom } from '../../src/maths/random.ts';

/** Shares of the samples in which each process was down, and lost; as many samples as fit into the time. No cycles. */
export function sampled(documents: readonly Document[], cpuMs: number, seed: number) {
  const structure = structureOf(documents);
  const random = seededRandom(seed);
  const happened = new Uint8Array(structure.events.length);
  const state = new Map<string, boolean>();
  let soft = false;

  function down(name: string): boolean {
    let known = state.get(name);
    if (known === undefined) {
      const part = structure.parts.get(name)!;
      known = [part.own, ...part.causes].some((event) => happened[event] === 1) || part.dependsOn.some(fails);
      state.set(name, known);
    }
    return known;
  }
  function fails(one: Dependency): boolean {
    if ('component' in one) {
      if (one.mode === 'async') return false;
      if (one.mode === 'soft' && !(soft && happened[structure.edgeEvent.get(one)!] === 1)) return false;
      return down(one.component);
    }
    const { members, failing } = groupOf(one);
    return members.filter(fails).length >= failing;
  }

  const downs = structure.processes.map(() => 0);
  const losts = structure.processes.map(() => 0);
  const from = process.cpuUsage();
  let samples = 0;
  for (let used = 0; used < cpuMs; ) {
    for (let at = 0; at < happened.length; at++)
      happened[at] = random.uniform() < structure.events[at]!.probability ? 1 : 0;
    for (const [counts, withSoft] of [
      [downs, false],
      [losts, true],
    ] as const) {
      soft = withSoft;
      state.clear();
      for (const [at, { dependsOn }] of structure.processes.entries()) if (dependsOn.some(fails)) counts[at]! += 1;
    }
    samples += 1;
    const { user, system } = process.cpuUsage(from);
    used = (user + system) / 1000;
  }
  return {
    samples,
    down: downs.map((count) => count / samples),
    lost: losts.map((count) => count / samples),
    /** Of the largest share. */
    standardError: Math.max(...losts.map((count) => Math.sqrt(((count / samples) * (1 - count / samples)) / samples))),
  };
}
