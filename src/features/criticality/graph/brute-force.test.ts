import { env } from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { component, process } from '../../../../benchmarks/criticality/documents.ts';
import type { Dependency, Edge } from '../../catalog/dependency.ts';
import { edgesIn } from '../../catalog/dependency.ts';
import type { Document } from '../../catalog/document.ts';
import { criticalityOf } from '../criticality.ts';
import { groupOf, structureOf } from './structure.ts';

/** Every state of every event, one after the other, and what is down in it: nothing shared with the code under test but the graph. */
function bruteForce(documents: readonly Document[], soft: boolean, buffersFail: boolean) {
  const structure = structureOf(documents);
  const names = [...structure.parts.keys()];
  const index = new Map(names.map((name, at) => [name, at]));
  const events = structure.events.flatMap((event, at) => (soft || event.kind !== 'need' ? [at] : []));
  const bitOf = new Map(events.map((event, bit) => [event, 1 << bit]));

  type Fails = (state: number, down: Uint8Array) => boolean;
  const edgeFails = (edge: Edge): Fails => {
    const target = index.get(edge.component)!;
    if (edge.mode === 'async') return (_, down) => buffersFail && down[target] === 1;
    if (edge.mode !== 'soft') return (_, down) => down[target] === 1;
    const bit = bitOf.get(structure.edgeEvent.get(edge)!) ?? 0;
    return (state, down) => (state & bit) !== 0 && down[target] === 1;
  };
  const fails = (one: Dependency): Fails => {
    if ('component' in one) return edgeFails(one);
    const { members, failing } = groupOf(one);
    const each = members.map(fails);
    return (state, down) => each.filter((member) => member(state, down)).length >= failing;
  };
  const parts = [...structure.parts.values()].map((part) => ({
    bits: [part.own, ...part.causes].reduce((bits, event) => bits | bitOf.get(event)!, 0),
    needs: part.dependsOn.map(fails),
  }));
  const top = structure.processes[0]!.dependsOn.map(fails);

  /** 1 where the process is down in the state; the least solution, found by going round until nothing changes. */
  const states = new Uint8Array(1 << events.length);
  const down = new Uint8Array(names.length);
  for (let state = 0; state < states.length; state++) {
    down.fill(0);
    for (let changed = true; changed; ) {
      changed = false;
      for (const [at, { bits, needs }] of parts.entries()) {
        if (down[at] === 1 || !((state & bits) !== 0 || needs.some((need) => need(state, down)))) continue;
        down[at] = 1;
        changed = true;
      }
    }
    states[state] = top.some((need) => need(state, down)) ? 1 : 0;
  }
  const p = events.map((event) => structure.events[event]!.probability);
  /** One event after the other is decided, the last first: half as many states remain each time. */
  function probability(fixed: ReadonlyMap<number, number> = new Map()): number {
    let sums = Float64Array.from(states);
    for (let bit = events.length - 1; bit >= 0; bit--) {
      const one = fixed.get(bit) ?? p[bit]!;
      const [half, whole] = [1 << bit, sums];
      sums = whole.slice(0, half).map((low, at) => (1 - one) * low + one * whole[half + at]!);
    }
    return sums[0]!;
  }
  return { structure, events, states, probability, bit: (event: number) => events.indexOf(event) };
}

/** Minimal cut sets by order, of events that can fail. */
function bruteCutSets({ structure, events, states }: ReturnType<typeof bruteForce>): number[] {
  const counts: number[] = [];
  const perfect = events.reduce(
    (bits, event, bit) => (structure.events[event]!.probability === 0 ? bits | (1 << bit) : bits),
    0,
  );
  for (let state = 0; state < states.length; state++) {
    if (states[state] === 0 || (state & perfect) !== 0) continue;
    const bits = events.map((_, bit) => 1 << bit).filter((one) => state & one);
    if (bits.every((one) => states[state & ~one] === 0)) counts[bits.length - 1] = (counts[bits.length - 1] ?? 0) + 1;
  }
  return Array.from(counts, (count) => count ?? 0);
}

/** More on request: each run asks every state of the graph a hundred times. */
const runs = env.WAGA_LONG === '1' ? 500 : 30;
type Causes = { name: string; unavailability: string }[];
const shares = ['0.06', '0.5', '0.25'];
/** Up to 16 components, all modes and groups mixed, groups nested, cycles allowed, at most 18 events in all. */
const catalogues = fc
  .integer({ min: 1, max: 16 })
  .chain((n) => {
    const name = fc.integer({ min: 0, max: n - 1 }).map((at) => `c${at}`);
    const hard = name.map((target): Dependency => ({ component: target }));
    const soft = fc
      .tuple(name, fc.constantFrom(...shares))
      .map(([target, share]): Dependency => ({ component: target, mode: 'soft', share }));
    const async = name.map((target): Dependency => ({ component: target, mode: 'async', bufferMinutes: 30 }));
    const { dependency } = fc.letrec<{ dependency: Dependency; group: Dependency }>((tie) => ({
      dependency: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        { weight: 4, arbitrary: hard },
        soft,
        async,
        tie('group'),
      ),
      group: fc.oneof(
        fc.array(tie('dependency'), { minLength: 1, maxLength: 3 }).map((allOf): Dependency => ({ allOf })),
        fc.array(tie('dependency'), { minLength: 2, maxLength: 3 }).map((anyOf): Dependency => ({ anyOf })),
        fc.array(tie('dependency'), { minLength: 3, maxLength: 4 }).map((of): Dependency => ({ atLeast: 2, of })),
      ),
    }));
    const spec = fc.record({
      availability: fc.constantFrom('0.9', '0.999', '0.75', '1', '0.5'),
      dependsOn: fc.array(dependency, { maxLength: 3 }),
      commonCauses: fc.constantFrom<Causes[]>(
        [],
        [],
        [{ name: 'rack', unavailability: '0.01' }],
        [{ name: 'site', unavailability: '0.125' }],
      ),
    });
    return fc.tuple(
      fc.array(spec, { minLength: n, maxLength: n }),
      fc.array(dependency, { minLength: 1, maxLength: 4 }),
    );
  })
  .map(([specs, dependsOn]) => {
    const documents = [
      ...specs.map((spec, at) => component(`c${at}`, structuredClone(spec))),
      process('sale', structuredClone(dependsOn)),
    ];
    return atMostEvents(documents, 18);
  });

/** Soft edges beyond so many events are made hard, so that brute force stays possible. */
function atMostEvents(documents: Document[], most: number): Document[] {
  let left = most - structureOf(documents).events.filter(({ kind }) => kind !== 'need').length;
  for (const { spec } of documents as Document<{ dependsOn: Dependency[] }>[]) {
    for (const { edge } of edgesIn(spec.dependsOn)) {
      if (edge.mode !== 'soft') continue;
      left -= 1;
      if (left < 0) Object.assign(edge, { mode: 'hard' });
    }
  }
  return documents;
}

describe('against every state of the graph', () => {
  const close = (found: number, expected: number) => expect(Math.abs(found - expected)).toBeLessThan(1e-12);

  it('gives the same availability, loss, bounds, importances, money and cut sets', () => {
    fc.assert(
      fc.property(catalogues, (documents) => {
        const answer = criticalityOf({ documents });
        const [sale] = answer.processes;
        const up = bruteForce(documents, false, false);
        const value = bruteForce(documents, true, false);
        const downProbability = up.probability();
        close(sale!.unavailability, downProbability);
        close(sale!.availability, 1 - downProbability);
        close(sale!.expectedLossShare, value.probability());
        close(
          sale!.unavailabilityBounds?.high ?? sale!.unavailability,
          bruteForce(documents, false, true).probability(),
        );
        close(
          sale!.expectedLossShareBounds?.high ?? sale!.expectedLossShare,
          bruteForce(documents, true, true).probability(),
        );
        for (const { name, perProcess, valueAtRiskPerHour } of answer.components) {
          const own = up.structure.parts.get(name)!.own;
          const between = (brute: typeof up) => {
            const bit = brute.bit(own);
            return [brute.probability(new Map([[bit, 1]])), brute.probability(new Map([[bit, 0]]))] as const;
          };
          const [down1, down0] = between(up);
          const [lost1, lost0] = between(value);
          close((valueAtRiskPerHour?.value ?? 0) / 1000, lost1 - lost0);
          const found = perProcess.sale;
          close(found?.birnbaum ?? 0, down1 - down0);
          close(found?.valueAtRiskShare ?? 0, lost1 - lost0);
          if (!found || downProbability === 0) continue;
          close(found.riskAchievementWorth! * downProbability, down1);
          const q = up.structure.events[own]!.probability;
          close(found.criticality!, (q * (down1 - down0)) / downProbability);
          close(found.fussellVesely!, (q * down1) / downProbability);
          if (found.riskReductionWorth === null) expect(down0).toBe(0);
          else close(downProbability / found.riskReductionWorth, down0);
        }
        const { count, byOrder } = sale!.minimalCutSets;
        expect(byOrder).toEqual(bruteCutSets(up));
        expect(count).toBe(byOrder.reduce((sum, one) => sum + one, 0));
      }),
      { numRuns: runs },
    );
  }, 120_000);

  it('keeps the truth between its bounds when it may spend next to nothing', () => {
    fc.assert(
      fc.property(catalogues, fc.constantFrom(0, 3), (documents, splits) => {
        const effort = { diagramNodes: 6, nodes: 20, splits };
        const [sale] = criticalityOf({ documents, effort }).processes;
        const { unavailability, unavailabilityBounds, expectedLossShare, expectedLossShareBounds } = sale!;
        const down = unavailabilityBounds ?? { low: unavailability, high: unavailability };
        const lost = expectedLossShareBounds ?? { low: expectedLossShare, high: expectedLossShare };
        const slack = 1e-12;
        const downProbability = bruteForce(documents, false, false).probability();
        expect(downProbability).toBeGreaterThanOrEqual(down.low - slack);
        expect(bruteForce(documents, false, true).probability()).toBeLessThanOrEqual(down.high + slack);
        const lostShare = bruteForce(documents, true, false).probability();
        expect(lostShare).toBeGreaterThanOrEqual(lost.low - slack);
        expect(bruteForce(documents, true, true).probability()).toBeLessThanOrEqual(lost.high + slack);
      }),
      { numRuns: runs },
    );
  }, 120_000);
});
