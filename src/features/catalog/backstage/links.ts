import { ComponentSpec } from '../component.ts';
import type { Document } from '../document.ts';

/** The types of links that Waga takes over, under the name of the field they fill. */
const fields = ['health', 'runbook'] as const;

interface Link {
  url: string;
  type?: string;
}

export function linksOf(entity: Document): readonly Link[] {
  return (entity.metadata as { links?: Link[] }).links ?? [];
}

/** Of the links of an entity the first of type `health` and of type `runbook` whose address Waga takes, by field. */
export function usedLinks(entity: Document): ReadonlyMap<(typeof fields)[number], Link> {
  const links = linksOf(entity);
  return new Map(
    fields.flatMap((field) => {
      const link = links.find(({ type, url }) => type === field && ComponentSpec.shape[field].safeParse(url).success);
      return link === undefined ? [] : [[field, link] as const];
    }),
  );
}
