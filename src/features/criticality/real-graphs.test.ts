import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { catalogOfGraph, graphmlEdges } from '../../../benchmarks/criticality/graph-file.ts';
import { dataSet } from '../../../tests/data-sets.ts';
import { describeWith } from '../../../tests/needs.ts';
import { criticalityOf } from './criticality.ts';

describeWith('data:microservice-graphs', 'twenty real graphs', () => {
  const read = (name: string) => graphmlEdges(readFileSync(dataSet('microservice-graphs', name), 'utf8'));
  const names = () => readdirSync(dataSet('microservice-graphs')).filter((name) => name.endsWith('.graphml'));

  it('are read, and ranked by money: who more processes stand on is never below who fewer of the same do', () => {
    expect(names()).toHaveLength(20);
    for (const name of names()) {
      const graph = read(name);
      const { processes, components } = criticalityOf({ documents: catalogOfGraph(graph) });
      expect(components).toHaveLength(new Set([...graph.nodes, ...graph.edges.flat()]).size);
      // all hard and of equal availability: a process is up as often as its distinct components all are
      for (const one of processes) {
        const below = components.filter(({ perProcess }) => one.name in perProcess).length;
        expect(one.availability).toBeCloseTo(0.999 ** below, 12);
        expect(one.minimalCutSets.byOrder).toEqual([below]);
      }
      const risks = components.map(({ valueAtRiskPerHour }) => valueAtRiskPerHour?.value ?? -1);
      expect(risks).toEqual([...risks].sort((a, b) => b - a));
      for (const above of components) {
        for (const lower of components.slice(components.indexOf(above))) {
          const covers = Object.keys(above.perProcess).every((process) => process in lower.perProcess);
          if (covers) {
            expect(Object.keys(lower.perProcess).length).toBe(Object.keys(above.perProcess).length);
          }
        }
      }
    }
  });

  it('the largest has the size its README names', () => {
    const { nodes, edges } = read('eShopOnContainers.graphml');
    expect([nodes.length, edges.length]).toEqual([25, 78]);
  });
});
