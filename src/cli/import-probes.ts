import { Command } from 'commander';
import { catalogueName } from '../features/outages/imported-names.ts';
import { commonCauses, coOutages, type Probe, type ProbeInterval, probeIntervals } from '../features/outages/probes.ts';
import { toRfc3339 } from '../maths/instants.ts';
import { durationOption } from './analyze/options.ts';
import { type ImportRow, importOutages, nameRule, type OutageOptions, withOutageOptions } from './import-outages.ts';
import { type IntervalShown, type ProbesFound, probesText } from './probes-text.ts';
import { type ProbeColumns, readProbes } from './read-probes.ts';

interface Options extends OutageOptions, ProbeColumns {
  every: string;
}

const example = 'waga import probes events.csv --every 5m --component-prefix web- --dry-run';

/** `waga import probes FILE`: the log of a monitor as outages of the ledger; what it was barred from is no outage. */
export function probesCommand(): Command {
  const command = new Command('probes')
    .description('load the log of a monitor into the ledger: down from the first failed probe to the next that worked')
    .argument(
      '<file>',
      'CSV with a header, or Parquet, a row a probe: time, service, status, http_code; - reads CSV from stdin',
    )
    .option('--time <column>', 'column with the time (default: time, commit_time, timestamp)')
    .option('--service <column>', 'column with what was probed (default: service, name, site, monitor)')
    .option('--status <column>', 'column that says up or down (default: status, state, result)')
    .option(
      '--code <column>',
      'column with the HTTP status, 0 for no connection (default: http_code, code, status_code)',
    )
    .option('--every <duration>', 'how often a service is probed while it is watched', '5m')
    .addHelpText('after', `\nExample:\n  ${example}`);
  return withOutageOptions(command).action(load);
}

async function load(file: string, options: Options): Promise<void> {
  const everyMs = durationOption('--every', options.every);
  const rule = nameRule(options);
  const probes = await readProbes(file, options);
  const intervals = probeIntervals(probes);
  const name = (service: string): string => catalogueName(service, rule) ?? service;
  const rows = intervals
    .filter(({ state }) => state === 'down')
    .flatMap((one) => rowOf(one, name(one.service), options));
  const found: ProbesFound = {
    probes: probes.length,
    services: [...new Set(probes.map(({ service }) => service))],
    intervals: intervals.map(shown),
    commonCauses: commonCauses(intervals, everyMs).map((group) => group.map(shown)),
    coOutages: coOutages(probes, intervals),
    resolutionSeconds: usualGap(probes) / 1_000,
  };
  const names = new Map(found.services.map((service) => [name(service), service]));
  const also = { ...found };
  await importOutages(
    { source: options.source ?? 'probes', rows, names, also, told: probesText(found, probes) },
    options,
  );
}

const shown = ({ from, to, ...rest }: ProbeInterval): IntervalShown => ({
  ...rest,
  from: toRfc3339(from),
  to: to === null ? null : toRfc3339(to),
});
/** In whole seconds, begins set down and ends up; known by service and begin, so that one that lasted changes when it is over. */
function rowOf({ service, from, to, codes }: ProbeInterval, name: string, options: Options): ImportRow[] {
  const second = 1_000;
  const begin = toRfc3339(Math.floor(from / second) * second);
  const end = to === null ? null : toRfc3339(Math.ceil(to / second) * second);
  if (end === begin) return [];
  const answers = [...new Set(codes)].map((code) => (code === null || code === 0 ? 'no connection' : `HTTP ${code}`));
  return [
    {
      id: `${service}/${begin}`.slice(0, 200),
      subject: { kind: options.as, name },
      kind: 'unplanned',
      fault: options.vendor === undefined ? 'own' : 'vendor',
      vendor: options.vendor ?? null,
      share: '1',
      from: begin,
      to: end,
      cause: `Probe failed: ${answers.join(', ')}`,
      causeKind: null,
      summary: '',
    },
  ];
}

/** Median time between probes of a service: what is shorter may not have been seen. */
function usualGap(probes: readonly Probe[]): number {
  const last = new Map<string, number>();
  const gaps: number[] = [];
  for (const { service, at } of [...probes].sort((one, other) => one.at - other.at)) {
    const before = last.get(service);
    if (before !== undefined) gaps.push(at - before);
    last.set(service, at);
  }
  return gaps.sort((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? 0;
}
