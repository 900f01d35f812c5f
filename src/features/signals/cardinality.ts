import type { SourceDetail } from './source-contract.ts';

/** Beyond this many series the largest show well enough; the walk stays below a tenth of a second. */
export const mostLookedAt = 50_000;
const mostShown = 20;

/** What a source's series are made of: which metrics have most, which labels have most values. `identities` as `identityOf` makes them. */
export function cardinalityOf(identities: Iterable<string>): SourceDetail['cardinality'] {
  const metrics = new Map<string, number>();
  const labels = new Map<string, { values: Set<string>; series: number }>();
  let lookedAt = 0;
  for (const identity of identities) {
    if (lookedAt === mostLookedAt) break;
    lookedAt += 1;
    const [, name = '', , , ...pairs] = JSON.parse(identity) as string[];
    metrics.set(name, (metrics.get(name) ?? 0) + 1);
    for (let i = 0; i < pairs.length; i += 2) {
      const label = labels.get(pairs[i]!) ?? { values: new Set(), series: 0 };
      label.values.add(pairs[i + 1]!);
      label.series += 1;
      labels.set(pairs[i]!, label);
    }
  }
  return {
    lookedAt,
    metrics: [...metrics]
      .map(([name, series]) => ({ name, series }))
      .sort((a, b) => b.series - a.series || (a.name < b.name ? -1 : 1))
      .slice(0, mostShown),
    labels: [...labels]
      .map(([key, { values, series }]) => ({ key, values: values.size, series }))
      .sort((a, b) => b.values - a.values || (a.key < b.key ? -1 : 1))
      .slice(0, mostShown),
  };
}
