/** What to do about refusals, in a sentence; the codes are explained in docs/ingest.md. */
const words: Readonly<Record<string, string>> = {
  bad_json: 'a line is not one JSON value',
  bad_row: 'a field is missing or of the wrong form',
  bad_cloudevent: 'the envelope is not CloudEvents 1.0',
  unknown_process: 'the catalogue declares no such process',
  unknown_step: 'the process has no such step',
  unknown_component: 'the catalogue declares no such component',
  not_yours: 'the source or its token may not write it',
  too_old: 'it is older than what is kept',
  in_future: 'it lies more than five minutes ahead: a clock is wrong',
  bad_amount: 'the amount is no decimal text that fits its currency',
  amount_without_currency: 'an amount came without a currency',
  currency_without_amount: 'a currency came without an amount',
  negative_amount: 'an amount below zero came with another step than refunded',
  series_limit: 'the source has reached its limit of series; known ones go on',
  too_many_labels: 'a series has more than 64 labels',
  long_label: 'a name or value is longer than 255 characters',
  reserved_name: 'the name is kept for Waga itself',
  no_time: 'a point bears no time',
  no_value: 'a point has no value',
  not_finite: 'a value is not a number',
  not_whole: 'a counter has a fraction',
  negative_increment: 'a counter went below zero',
  too_large_number: 'a number is larger than can be meant',
};

export function refusalWords(code: string): string {
  return words[code] ?? code.replaceAll('_', ' ');
}

/** The ways in, as people call them. */
export const entranceWords: Readonly<Record<string, string>> = {
  events: 'Business events',
  import: 'Imports',
  'otlp-metrics': 'OTLP metrics',
  'otlp-traces': 'OTLP traces',
  'otlp-logs': 'OTLP logs',
  'remote-write': 'Prometheus remote write',
  pull: 'Prometheus queries',
  changes: 'Changes',
};
