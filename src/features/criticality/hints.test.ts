import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { component, process } from '../../../benchmarks/criticality/documents.ts';
import { catalogOfGraph, graphmlEdges } from '../../../benchmarks/criticality/graph-file.ts';
import { dataSet } from '../../../tests/data-sets.ts';
import { describeWith } from '../../../tests/needs.ts';
import { betweenness } from './betweenness.ts';
import { criticalityOf } from './criticality.ts';
import { structuralHints } from './hints.ts';

const lines = (set: string, ...path: string[]): string[][] =>
  readFileSync(dataSet(set, ...path), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));

describeWith('data:nezha', 'Online Boutique', () => {
  const edges = () =>
    lines('nezha', '2022-08-22', 'metric', 'dependency.csv')
      .slice(1)
      .map(([from, to]) => [from!, to!] as [string, string])
      .filter(([from, to]) => !/^33\.33\.33\./.test(to) && from !== 'loadgenerator');
  const documents = () => catalogOfGraph({ nodes: [], edges: edges() });
  const known = () =>
    JSON.parse(readFileSync(dataSet('reference-values', 'worked_examples.json'), 'utf8')).online_boutique_graph;

  it('has PageRank and betweenness as published: payment and email stand last, which says nothing of money', () => {
    const hints = structuralHints({ documents: documents() });
    const { personalised_pagerank_alpha085_frontend: ranks, betweenness: between } = known();
    expect(hints.size).toBe(10);
    for (const [name, { pageRank, betweenness }] of hints) {
      expect(pageRank.score).toBeCloseTo(ranks[name], 7);
      expect(betweenness.score).toBe(between[name]);
    }
    const last = [...hints].filter(([, { pageRank }]) => pageRank.place === 9).map(([name]) => name);
    expect(last.sort()).toEqual(['emailservice', 'paymentservice']);
    expect(hints.get('frontend')!.pageRank.place).toBe(1);
  });

  it('is entered through the frontend, which calls seven and reaches all', () => {
    const calls = edges();
    expect(calls).toHaveLength(14);
    const called = (from: string) => new Set(calls.filter(([one]) => one === from).map(([, to]) => to)).size;
    expect([called('frontend'), called('checkoutservice')]).toEqual([7, 6]);
    const { processes, components } = criticalityOf({ documents: documents() });
    expect(processes.map(({ name }) => name)).toEqual(['through-frontend']);
    expect(components.filter(({ perProcess }) => 'through-frontend' in perProcess)).toHaveLength(10);
    // all hard: whatever the structure hints at, the money at risk is the same with each
    expect(new Set(components.map(({ valueAtRiskPerHour }) => valueAtRiskPerHour!.text)).size).toBe(1);
  });
});

describeWith('data:petshop', 'PetShop', () => {
  it('is read from its table of calls and ranked by money at stake', () => {
    const sizes = { low_traffic: 42, high_traffic: 44, temporal_traffic1: 41, temporal_traffic2: 41 };
    for (const [scenario, size] of Object.entries(sizes)) {
      const [head, ...rows] = lines('petshop', 'dataset', scenario, 'graph.csv');
      const callees = head!.slice(1);
      const edges = rows.flatMap(([caller, ...cells]) =>
        cells.flatMap((cell, at) => (Number(cell) > 0 ? [[caller!, callees[at]!] as [string, string]] : [])),
      );
      const documents = catalogOfGraph({ nodes: callees, edges });
      const { components, processes } = criticalityOf({ documents });
      expect(components).toHaveLength(size);
      expect(processes.length).toBeGreaterThan(0);
      // one more process on a component, one more process' worth of money with it
      const counts = components.map(({ perProcess }) => Object.keys(perProcess).length);
      const money = components.map(({ valueAtRiskPerHour }) => valueAtRiskPerHour?.value ?? -1);
      expect(money).toEqual([...money].sort((a, b) => b - a));
      expect(counts[0]).toBe(Math.max(...counts));
      expect(structuralHints({ documents }).size).toBe(components.length);
    }
  });
});

describeWith('data:microservice-graphs', 'twenty real graphs', () => {
  it('have ranks that add up to one', () => {
    for (const name of readdirSync(dataSet('microservice-graphs')).filter((one) => one.endsWith('.graphml'))) {
      const graph = graphmlEdges(readFileSync(dataSet('microservice-graphs', name), 'utf8'));
      const hints = structuralHints({ documents: catalogOfGraph(graph) });
      const sum = [...hints.values()].reduce((whole, { pageRank }) => whole + pageRank.score, 0);
      expect(sum).toBeCloseTo(1, 9);
    }
  });
});

describe('structuralHints', () => {
  const documents = [
    component('a', { dependsOn: [{ component: 'b' }, { component: 'c' }] }),
    ...['b', 'c', 'd'].map((name) => component(name, {})),
    process('large', [{ component: 'a' }]),
    process('small', [{ component: 'd' }]),
  ];
  const score = (question: Partial<Parameters<typeof structuralHints>[0]>, name: string) =>
    structuralHints({ documents, ...question }).get(name)!.pageRank.score;

  it('follows the calls that were seen', () => {
    const calls = (_: string, callee: string) => (callee === 'b' ? 30 : 10);
    expect(score({ calls }, 'b') / score({ calls }, 'c')).toBeCloseTo(3, 9);
    expect(score({}, 'b')).toBeCloseTo(score({}, 'c'), 12);
  });

  it('begins where the money is, and nowhere in particular where it cannot be compared', () => {
    const value = (process: string) => ({ currency: 'PLN', minor: process === 'large' ? 900 : 100 });
    expect(score({ hourlyValue: value }, 'a') / score({ hourlyValue: value }, 'd')).toBeCloseTo(9, 9);
    const mixed = (process: string) => ({ currency: process === 'large' ? 'PLN' : 'EUR', minor: 100 });
    expect(score({ hourlyValue: mixed }, 'a')).toBeCloseTo(score({ hourlyValue: mixed }, 'd'), 12);
  });

  it('gives nothing for nothing', () => {
    expect(structuralHints({ documents: [] }).size).toBe(0);
  });
});

describe('betweenness', () => {
  it('agrees with counting all shortest ways', () => {
    const graphs = fc
      .integer({ min: 1, max: 8 })
      .chain((size) =>
        fc.array(fc.uniqueArray(fc.nat(size - 1), { maxLength: size }), { minLength: size, maxLength: size }),
      );
    fc.assert(
      fc.property(graphs, (next) => {
        const expected = next.map(() => 0);
        for (const from of next.keys()) {
          for (const to of next.keys()) {
            const ways = from === to ? [] : shortestWays(next, from, to);
            for (const way of ways) for (const vertex of way.slice(1, -1)) expected[vertex]! += 1 / ways.length;
          }
        }
        for (const [at, found] of betweenness(next).entries()) expect(found).toBeCloseTo(expected[at]!, 9);
      }),
    );
  });
});

function shortestWays(next: readonly (readonly number[])[], from: number, to: number): number[][] {
  for (let ways = [[from]]; ways.length > 0; ) {
    const there = ways.filter((way) => way.at(-1) === to);
    if (there.length > 0) return there;
    ways = ways.flatMap((way) => next[way.at(-1)!]!.filter((one) => !way.includes(one)).map((one) => [...way, one]));
  }
  return [];
}
