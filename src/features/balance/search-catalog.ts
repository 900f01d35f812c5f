import { type Catalog, componentsOf, displayName, processesOf, productsOf } from '../catalog/catalog.ts';
import { measuresOf } from '../signals/measure.ts';
import { sourcesOf } from '../signals/source.ts';
import { rank } from './search.ts';
import type { SearchAnswer, SearchHit } from './search-contract.ts';

type Named = Omit<SearchHit, 'score'>;

/** Everything in the catalogue that one may look for by name. */
export function namesOf(catalog: Catalog): Named[] {
  const products = productsOf(catalog);
  const productName = (name: string | undefined): string | null => {
    const product = products.find(({ metadata }) => metadata.name === name);
    return product ? displayName(product) : (name ?? null);
  };
  return [
    ...processesOf(catalog).map((one) => named('process', one, productName(one.spec.product))),
    ...componentsOf(catalog).map((one) => named('component', one, one.spec.type ?? null)),
    ...products.map((one) => named('product', one, null)),
    ...measuresOf(catalog).map((one) => named('measure', one, one.spec.component)),
    ...sourcesOf(catalog).map((one) => named('source', one, one.spec.type)),
  ];
}

const named = (kind: Named['kind'], one: Parameters<typeof displayName>[0], of: string | null): Named => ({
  kind,
  name: one.metadata.name,
  displayName: displayName(one),
  of,
});

/** What bears a name like `q`, best first, at most `limit`, among the catalogue and these people. */
export function searchAnswer(
  catalog: Catalog,
  people: readonly { name: string; displayName: string }[],
  { q, limit }: { q: string; limit: number },
): SearchAnswer {
  const persons = people.map(({ name, displayName: shown }) => ({
    kind: 'person' as const,
    name,
    displayName: shown,
    of: null,
  }));
  return { hits: rank<Named>(q, [...namesOf(catalog), ...persons], limit) };
}
