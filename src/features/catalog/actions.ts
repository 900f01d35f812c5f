import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../errors.ts';
import type { EpochMs } from '../../maths/instants.ts';
import type { Tables } from '../../stores/records/tables.ts';
import { writeAudit } from '../access/actions/write-audit.ts';
import type { Who } from '../access/who.ts';
import type { AppliedCatalog, Change } from './contract.ts';
import { canonicalJson, contentOf, differenceOf, keyOf } from './difference.ts';
import { type Document, inCatalogOrder } from './document.ts';
import { type Finding, isError } from './finding.ts';
import { guardedChanges } from './guarded-kinds.ts';
import type { Kind } from './kind.ts';
import { documentsAt, latestVersion } from './queries.ts';
import { type CatalogFile, readFiles } from './read-files.ts';

export interface ApplyDeps {
  records: Kysely<Tables>;
  kinds: readonly Kind[];
  now: () => EpochMs;
  /** What later features say of what would change, such as of an alert that goes without a word; warnings. Left out: nothing. */
  ofChanges?: (before: readonly Document[], changes: readonly Change[]) => Promise<Finding[]>;
}

export interface ApplyInput {
  files: readonly CatalogFile[];
  dryRun: boolean;
  /** Who applies, with the rights of that, and from where. */
  doer: { who: Pick<Who, 'kind' | 'id' | 'name' | 'rights'>; address: string };
  /** The version that the difference was looked at against; left out, whatever holds. */
  ifVersion?: number;
}

/**
 * Makes the catalogue equal to the files. Nothing is written while any finding is an error, with `dryRun`, or when nothing
 * changed (no new version then). Throws ProductError `precondition_failed` when another version than `ifVersion` holds, and
 * `conflict` when somebody else applied meanwhile (of two at once one wins), `not_allowed` naming the documents of guarded
 * kinds when the right `apply-guarded` is missing; a dry run names them in `wouldRefuse`.
 */
export async function applyCatalog(deps: ApplyDeps, input: ApplyInput): Promise<AppliedCatalog> {
  const latest = await latestVersion(deps.records);
  const base = latest?.version ?? 0;
  if (input.ifVersion !== undefined && input.ifVersion !== base) {
    const message = `The catalogue is at version ${base}, not at ${input.ifVersion}: look at the difference again.`;
    throw new ProductError('precondition_failed', message, { version: base });
  }
  const files = [...input.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const read = readFiles(files, deps.kinds);
  const documents = inCatalogOrder(read.documents);
  if (read.findings.some(isError)) {
    return { dryRun: input.dryRun, findings: read.findings, version: base, changes: [] };
  }
  const before = await documentsAt(deps.records, base);
  const changes = differenceOf(before, documents);
  const findings = [...read.findings, ...((await deps.ofChanges?.(before, changes)) ?? [])];
  const answer = { dryRun: input.dryRun, findings };
  const refused = input.doer.who.rights.has('apply-guarded') ? [] : guardedChanges(changes, before, documents);
  const wouldRefuse = refused.map(({ kind, name }) => ({ kind, name }));
  if (input.dryRun || changes.length === 0) {
    return { ...answer, version: base, changes, ...(refused.length > 0 ? { wouldRefuse } : {}) };
  }
  if (refused.length > 0) throw notGuarded(wouldRefuse);
  const appliedAt = Math.max(deps.now(), latest?.appliedAt ?? 0);
  await deps.records
    .transaction()
    .execute((transaction) => write(transaction, { base, appliedAt, doer: input.doer, before, documents, changes }));
  return { ...answer, version: base + 1, changes };
}

const mostNamed = 20;

function notGuarded(documents: readonly { kind: string; name: string }[]): ProductError {
  const rest = documents.length - mostNamed;
  const names = documents.slice(0, mostNamed).map(({ kind, name }) => `${kind} ${name}`);
  const list = names.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  const message = `This changes ${list}, which needs the right \`apply-guarded\`; nothing was applied.`;
  return new ProductError('not_allowed', message, { documents: documents.slice(0, mostNamed) });
}

interface Step {
  base: number;
  appliedAt: EpochMs;
  doer: ApplyInput['doer'];
  before: readonly Document[];
  documents: readonly Document[];
  changes: readonly Change[];
}

/** One version further. The version's number is its key, so that two who step from the same base cannot both succeed. */
async function write(records: Transaction<Tables>, step: Step): Promise<void> {
  const version = step.base + 1;
  const digest = createHash('sha256')
    .update(canonicalJson(step.documents.map(contentOf)))
    .digest('hex');
  const inserted = await records
    .insertInto('catalog_versions')
    .values({ version, applied_at: step.appliedAt, applied_by: step.doer.who.name, digest })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) {
    throw new ProductError('conflict', `Somebody else applied version ${version} meanwhile.`, { version });
  }
  await writeAudit(records, step.appliedAt, auditLine(step, version));
  const old = new Map(step.before.map((document) => [keyOf(document), document]));
  const next = new Map(step.documents.map((document) => [keyOf(document), document]));
  const changed = new Map(step.changes.map((change) => [`${change.kind}/${change.name}`, change.change]));
  for (const [key, { kind, metadata }] of old) {
    if (!changed.has(key)) continue;
    await current(records, kind, metadata.name, { until_version: version });
  }
  for (const [key, document] of next) {
    const { kind, metadata, at } = document;
    const place = { file: at.file, line: at.line, col: at.column };
    if (changed.has(key)) {
      const row = { kind, name: metadata.name, from_version: version, until_version: null, ...place };
      await records
        .insertInto('catalog_documents')
        .values({ ...row, document: JSON.stringify(contentOf(document)) })
        .execute();
    } else if (canonicalJson(old.get(key)?.at) !== canonicalJson(at)) {
      await current(records, kind, metadata.name, place);
    }
  }
}

/** Names listed in the audit log; the counts are of all. */
const mostAudited = 200;

function auditLine({ doer, changes }: Step, version: number) {
  const count = (kind: Change['change']) => changes.filter(({ change }) => change === kind).length;
  const documents = changes.slice(0, mostAudited).map(({ change, kind, name }) => `${change} ${kind} ${name}`);
  const details = { added: count('added'), changed: count('changed'), removed: count('removed'), documents };
  return { ...doer, action: 'catalog.apply', subject: `catalogue version ${version}`, details };
}

async function current(
  records: Transaction<Tables>,
  kind: string,
  name: string,
  values: Partial<Tables['catalog_documents']>,
): Promise<void> {
  await records
    .updateTable('catalog_documents')
    .set(values)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('until_version', 'is', null)
    .execute();
}
