import { z } from 'zod';
import { Finding } from './finding.ts';

/** A document as it crosses HTTP; documents of OpenSLO and Backstage have more metadata; what `spec` holds is said by the JSON Schema of its kind. */
export const CatalogDocument = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    displayName: z.string().optional(),
    description: z.string().optional(),
  }),
  spec: z.unknown(),
  at: z.object({ file: z.string(), line: z.number().int(), column: z.number().int() }),
  /** True where amounts are left out of `spec` because they are not shown to who asks; else absent. */
  moneyHidden: z.boolean().optional(),
});

/** GET /api/v1/catalog. Version 0 is the empty catalogue before the first apply; `appliedAt` is then null. */
export const CatalogAnswer = z.object({
  version: z.number().int(),
  appliedAt: z.iso.datetime().nullable(),
  documents: z.array(CatalogDocument),
});
export type CatalogAnswer = z.infer<typeof CatalogAnswer>;

/** Body of PUT /api/v1/catalog: all files of the catalogue; what they do not hold is removed. */
export const CatalogFiles = z.object({
  files: z.array(z.object({ path: z.string().min(1).max(1_000), text: z.string() })).max(2_000),
});
export type CatalogFiles = z.infer<typeof CatalogFiles>;

/** A field by its dotted path from the root of the document; `before` or `after` is left out where it was not there. */
export const FieldChange = z.object({
  field: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  /** True where `before` is left out because it is not shown to who asks; else absent. */
  moneyHidden: z.boolean().optional(),
});
export type FieldChange = z.infer<typeof FieldChange>;

export const Change = z.object({
  change: z.enum(['added', 'changed', 'removed']),
  kind: z.string(),
  name: z.string(),
  fields: z.array(FieldChange).optional(),
});
export type Change = z.infer<typeof Change>;

/** What an apply did, or with `dryRun` would do. `version` is the one that holds afterwards. */
export const AppliedCatalog = z.object({
  version: z.number().int(),
  dryRun: z.boolean(),
  changes: z.array(Change),
  findings: z.array(Finding),
  /** Of a dry run: the documents that keep who asks from applying this, for want of the right `apply-guarded`. */
  wouldRefuse: z.array(z.object({ kind: z.string(), name: z.string() })).optional(),
});
export type AppliedCatalog = z.infer<typeof AppliedCatalog>;
