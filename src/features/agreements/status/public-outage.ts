import { createHash } from 'node:crypto';
import { type Catalog, componentsUnder, documentsOf } from '../../catalog/catalog.ts';
import type { Outage } from '../../outages/outage.ts';
import type { StatusPageSpec } from '../status-page.ts';
import { isEnd, type StatusPost } from './post.ts';

/** An outage as far as the public may know of it. */
export interface PublicOutage {
  outage: Outage;
  posts: readonly StatusPost[];
  /** The shown processes that it is about. */
  processes: readonly string[];
  ended: boolean;
}

/** The status page of the catalogue; null where it has none. */
export const pageOf = (catalog: Catalog): StatusPageSpec | null =>
  documentsOf<StatusPageSpec>(catalog.documents, 'StatusPage')[0]?.spec ?? null;

/**
 * The shown processes that an outage is about. One of a component is about those that stand on it, once customers were told of it:
 * before, nobody said that they feel it.
 */
export function shownProcesses(catalog: Catalog, { subject }: Pick<Outage, 'subject'>, isTold: boolean): string[] {
  const names = pageOf(catalog)?.show.map(({ process }) => process) ?? [];
  if (subject.kind === 'process') return names.filter((name) => name === subject.name);
  return isTold ? names.filter((name) => componentsUnder(catalog, name).includes(subject.name)) : [];
}

/** Confirmed ones, and those that customers were told of; each that was removed or was none only where it was told of. */
export function publicOutages(
  catalog: Catalog,
  outages: readonly Outage[],
  posts: readonly StatusPost[],
): PublicOutage[] {
  const postsOf = Map.groupBy(posts, ({ outage }) => outage);
  return outages.flatMap((outage) => {
    const own = postsOf.get(outage.id) ?? [];
    const isFirm = outage.state !== 'draft' && isOne(outage);
    const processes = isFirm || own.length > 0 ? shownProcesses(catalog, outage, own.length > 0) : [];
    const ended = own.length > 0 && isEnd(own.at(-1)!.status);
    return processes.length === 0 ? [] : [{ outage, posts: own, processes, ended }];
  });
}

/** Whether there was one at all. */
export const isOne = ({ state, kind }: Outage): boolean => state !== 'removed' && kind !== 'false-positive';

/** An id for the public of something inside: stable, and without its name. */
export const publicId = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
