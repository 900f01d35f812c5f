import type { Catalog, Document } from '../../catalog/catalog.ts';
import { processesOf } from '../../catalog/catalog.ts';
import type { ProcessSpec } from '../../catalog/process.ts';
import type { ComponentCriticality } from '../contract.ts';
import type { ProcessWorth } from '../process-worth.ts';

/**
 * The products of the processes that stand on a component, those with most money on it first, then by how many processes they
 * have on it. In the order of the catalogue where that is the same. Amounts of different currencies are not compared: the
 * currency of the first process counts.
 */
export function areasOf(
  { perProcess }: Pick<ComponentCriticality, 'perProcess'>,
  products: ReadonlyMap<string, string>,
  worths: ReadonlyMap<string, ProcessWorth>,
): string[] {
  const areas = new Map<string, { money: number; processes: number }>();
  const first = Object.keys(perProcess).find((process) => worths.has(process));
  const currency = first === undefined ? null : worths.get(first)!.currency;
  for (const [process, { valueAtRiskShare }] of Object.entries(perProcess)) {
    const product = products.get(process);
    if (product === undefined) continue;
    const area = areas.get(product) ?? { money: 0, processes: 0 };
    areas.set(product, area);
    area.processes += 1;
    const worth = worths.get(process);
    if (worth?.currency === currency) area.money += valueAtRiskShare * (worth?.average ?? 0);
  }
  return [...areas].sort(([, a], [, b]) => b.money - a.money || b.processes - a.processes).map(([product]) => product);
}

/** The product of each process that has one. */
export function productsByProcess(catalog: Catalog): ReadonlyMap<string, string> {
  return new Map(
    processesOf(catalog).flatMap(({ metadata, spec }: Document<ProcessSpec>) =>
      spec.product === undefined ? [] : [[metadata.name, spec.product]],
    ),
  );
}
