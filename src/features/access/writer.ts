import { ProductError } from '../../errors.ts';
import type { Who } from './who.ts';

/** Who sends data and what it may write; null means no limit beyond that of the source. */
export interface Writer {
  /** Batches are known by writer and key. */
  id: string;
  sources: ReadonlySet<string> | null;
  processes: ReadonlySet<string> | null;
  components: ReadonlySet<string> | null;
  environments: ReadonlySet<string> | null;
}

const setOf = (names: readonly string[] | null): ReadonlySet<string> | null => (names === null ? null : new Set(names));

/** What `who` may write. Throws ProductError `not_allowed` for one who holds no right to send data. */
export function writerOf(who: Who | null): Writer {
  if (who === null || !who.rights.has('ingest'))
    throw new ProductError('not_allowed', 'This needs the right `ingest`.');
  if (who.kind !== 'token') return { id: who.id, sources: null, processes: null, components: null, environments: null };
  return {
    id: who.id,
    sources: setOf(who.sources),
    processes: setOf(who.processes),
    components: setOf(who.components),
    environments: setOf(who.environments),
  };
}

/**
 * The source a request speaks for: the one that is named, else the only one of the writer, else `default`.
 * Throws ProductError `not_yours` for a source the writer does not have, `bad_input` when it has several and names none.
 */
export function sourceNameOf(writer: Writer, named: string | undefined): string {
  if (writer.sources === null) return named ?? 'default';
  if (named === undefined) {
    const [only, ...others] = writer.sources;
    if (only !== undefined && others.length === 0) return only;
    throw new ProductError('bad_input', 'Waga-Source: this token speaks for several sources; name the one you mean.');
  }
  if (!writer.sources.has(named))
    throw new ProductError('not_yours', 'Waga-Source names a source that is not of this token.');
  return named;
}
