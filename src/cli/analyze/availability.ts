import { Command, Option } from 'commander';
import {
  type CountingPolicy,
  type LedgerRow,
  partialPolicies,
  plannedPolicies,
  unknownPolicies,
} from '../../features/outages/availability.ts';
import { availabilityEstimate } from '../../features/outages/availability-estimate.ts';
import { availabilityOf } from '../../features/outages/availability-of.ts';
import { type EpochMs, type Interval, second } from '../../maths/instants.ts';
import { instantOf } from '../import-row.ts';
import { printResult } from '../output.ts';
import { type AvailabilityAnswer, availabilityText } from './availability-text.ts';
import { bad, durationOption, seriesOptions, zoneOption } from './options.ts';
import { readLedger } from './read-ledger.ts';

interface Options {
  ledger: string;
  from: string;
  to: string;
  subject?: string;
  planned: CountingPolicy['planned'];
  unknown: CountingPolicy['unknown'];
  partial: CountingPolicy['partial'];
  minimum?: string;
  timezone?: string;
  json?: boolean;
}

const example =
  'waga analyze availability --ledger examples/ledger/november.csv --subject payment \\\n    --from 2026-11-01T00:00:00Z --to 2026-12-01T00:00:00Z';

/** `waga analyze availability`: what was delivered of a period by time, recomputed from a ledger alone. */
export function availabilityCommand(): Command {
  return new Command('availability')
    .description('what was delivered of a period: raw, adjusted and unmeasured, own and vendor, as exact fractions')
    .requiredOption(
      '--ledger <file>',
      'CSV with a header, or Parquet, a row an outage: subject, from, to, and where known detectedFrom, detectedTo, kind, fault, share, excluded; - reads CSV from stdin',
    )
    .requiredOption('--from <time>', 'begin of the period')
    .requiredOption('--to <time>', 'its end, which does not belong to it')
    .option('--subject <name>', 'only this subject of the ledger (default: each)')
    .addOption(choice('--planned <how>', 'time that is excluded: left out, up, or down', plannedPolicies, 'exclude'))
    .addOption(choice('--unknown <how>', 'time that nobody measured: a bound, up, or down', unknownPolicies, 'bound'))
    .addOption(choice('--partial <how>', 'an outage of a part: by its share, or whole', partialPolicies, 'share'))
    .option('--minimum <duration>', 'down-time shorter than this does not count, such as 5m')
    .addOption(seriesOptions.timeZone())
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action(availability);
}

async function availability(options: Options): Promise<void> {
  const zone = zoneOption(options.timezone);
  const period = { from: momentOption('--from', options.from), to: momentOption('--to', options.to) };
  if (period.to <= period.from) throw bad('--to', options.to, `a time after --from (${options.from})`);
  const minimumSeconds =
    options.minimum === undefined ? 0 : Math.ceil(durationOption('--minimum', options.minimum) / second);
  const { planned, unknown, partial } = options;
  const policy: CountingPolicy = { planned, unknown, partial, minimumSeconds };
  const ledgers = await readLedger(options.ledger, zone, period.to);
  const answers = wanted(options, ledgers).map(([subject, rows]) => answerOf(subject, rows, period, policy));
  const [only, ...more] = answers;
  const document = only && more.length === 0 ? only : { subjects: answers };
  printResult(options.json, document, () => availabilityText(answers, period, zone?.name ?? 'UTC'));
}

function answerOf(
  subject: string,
  rows: readonly LedgerRow[],
  period: Interval,
  policy: CountingPolicy,
): AvailabilityAnswer {
  const interval = availabilityEstimate(rows, period, policy);
  return { subject, ...availabilityOf(rows, period, policy), interval };
}

function wanted({ subject }: Options, ledgers: ReadonlyMap<string, LedgerRow[]>): [string, LedgerRow[]][] {
  if (subject === undefined) return [...ledgers];
  const rows = ledgers.get(subject);
  if (rows !== undefined) return [[subject, rows]];
  const known = [...ledgers.keys()];
  const some = known.slice(0, 8).join(', ') + (known.length > 8 ? ', …' : '');
  throw bad('--subject', subject, known.length === 0 ? 'a subject of the ledger, which has no row' : `one of ${some}`);
}

/** To the second and below: a ledger is not kept in minutes. */
function momentOption(option: string, text: string): EpochMs {
  const at = instantOf(text);
  if (at === null) throw bad(option, text, 'a time such as 2026-11-01T00:00:00Z, or epoch seconds or milliseconds');
  return at;
}

function choice(flag: string, words: string, choices: readonly string[], usual: string): Option {
  return new Option(flag, words).choices([...choices]).default(usual);
}
