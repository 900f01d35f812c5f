import { z } from 'zod';

/**
 * Every code a finding may bear. `docs/catalog.md` explains each; a test holds the two lists together.
 * Codes are stable: people filter and script by them.
 */
export const findingCodes = [
  // reading the text
  'bad_syntax',
  'tab_indent',
  'byte_order_mark',
  'empty_file',
  'too_large',
  'too_many_aliases',
  'duplicate_key',
  // recognising the document
  'not_a_document',
  'unknown_api_version',
  'unknown_kind',
  'not_read_yet',
  'foreign_kind',
  'bad_name',
  'duplicate_name',
  // its fields
  'missing_field',
  'unknown_field',
  'wrong_type',
  'bad_value',
  'bad_decimal',
  'bad_duration',
  'bad_time',
  'bad_time_zone',
  'bad_currency',
  'kpi_not_a_step',
  'repeated',
  'thresholds_order',
  'threshold_unusual',
  'tiers_order',
  'tier_above_target',
  // what it says about others
  'unknown_reference',
  'dependency_cycle',
  'no_source',
  'unused_component',
  // what other formats say that Waga does not act upon
  'unsupported_field',
  'kept_only',
  'unrelated',
  'target_not_read',
  'name_taken',
  'entity_differs',
  // about what is left out
  'removed_without_retirement',
  // about the findings themselves
  'more_errors',
] as const;

export const FindingCode = z.enum(findingCodes);
export type FindingCode = z.infer<typeof FindingCode>;

/** An error keeps the catalogue from being applied; a warning does not, and an info asks for nothing. */
export const Severity = z.enum(['error', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

/** What was found in a file and what is expected there. Lines and columns begin at 1. */
export const Finding = z.object({
  code: FindingCode,
  severity: Severity,
  message: z.string(),
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
});
export type Finding = z.infer<typeof Finding>;

export const isError = (finding: Finding): boolean => finding.severity === 'error';

/** The params of a custom Zod issue that make it a finding of this code: `ctx.addIssue({code: 'custom', ...as('bad_time')})`. */
export function as(code: FindingCode): { params: { finding: FindingCode } } {
  return { params: { finding: code } };
}
