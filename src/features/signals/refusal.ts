/**
 * Why a row or point is not kept. Codes are stable and explained in docs/ingest.md (a test holds the two together).
 * A message names the field, what is expected and names from the catalogue; never a value that came in.
 */
export const refusalCodes = [
  // business events, changes and imported rows
  'bad_json',
  'bad_row',
  'bad_cloudevent',
  'unknown_process',
  'unknown_step',
  'unknown_component',
  'not_yours',
  'too_old',
  'in_future',
  'bad_amount',
  'amount_without_currency',
  'currency_without_amount',
  'negative_amount',
  // every kind of data
  'series_limit',
  'too_many_labels',
  'long_label',
  'reserved_name',
  // points of OTLP, samples of Prometheus
  'no_time',
  'no_value',
  'not_finite',
  'not_whole',
  'negative_increment',
  'too_large_number',
  'unspecified_temporality',
  'bad_histogram',
  'unsupported_summary',
  'unsupported_metric',
  'no_name',
  'bad_labels',
  // OTLP spans and log records
  'bad_id',
  'end_before_start',
  'not_kept',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface Refusal {
  code: RefusalCode;
  message: string;
}

class Refused implements Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  constructor(code: RefusalCode, message: string) {
    this.code = code;
    this.message = message;
  }
}

export const refuse = (code: RefusalCode, message: string): Refusal => new Refused(code, message);

/** Whether a function refused rather than answered (a plain object may have fields of the same names). */
export const isRefusal = (value: unknown): value is Refusal => value instanceof Refused;
