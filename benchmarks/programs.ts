/** The programs that `npm run benchmark` runs, in this order: each prints one result, with `--json` as one document. */
export interface Program {
  /** Folder and file under benchmarks, without `.ts`. */
  name: string;
  /** What it answers, as it stands above its figures. */
  asks: string;
  /** What makes its load small; `--quick` when left out. */
  quick?: readonly string[];
}

export const programs: readonly Program[] = [
  { name: 'ingest/ndjson', asks: 'How many business events a second are durable', quick: ['--seconds', '3'] },
  { name: 'ingest/otlp', asks: 'How many OTLP points a second are durable', quick: ['--seconds', '2'] },
  { name: 'speed/otlp-metrics', asks: 'How fast OTLP metrics are read', quick: [] },
  { name: 'speed/otlp-traces', asks: 'How fast OTLP traces are read', quick: [] },
  {
    name: 'ingest/counts-in',
    asks: 'How fast the same counts come in, beside Prometheus and VictoriaMetrics',
    quick: ['--series', '500', '--scrapes', '30', '--rounds', '1'],
  },
  {
    name: 'ingest/commits',
    asks: 'How many durable commits a second, beside the disk itself',
    quick: ['--seconds', '1'],
  },
  { name: 'ingest/latency', asks: 'How long a sender waits at half the load', quick: ['--seconds', '5'] },
  { name: 'ingest/growth', asks: 'How intake grows with the work', quick: ['--events', '5000'] },
  {
    name: 'ingest/restart',
    asks: 'How long until a server with a year of data answers again',
    quick: ['--seconds', '2', '--rounds', '1'],
  },
  { name: 'queries/fleet', asks: 'Availability of a whole fleet in one question' },
  { name: 'queries/fleet-own', asks: 'Availability of a fleet by each way Waga has', quick: ['100'] },
  { name: 'queries/series', asks: 'One series of many' },
  { name: 'speed/objectives', asks: 'All burn rates of all objectives' },
  {
    name: 'speed/store',
    asks: 'What the store of measurements does by itself',
    quick: ['--series', '100', '--days', '1'],
  },
  { name: 'queries/balance', asks: 'What the page Balance asks' },
  { name: 'queries/bytes', asks: 'Bytes on disk for each sample' },
  { name: 'queries/growth', asks: 'How questions grow with the work' },
  { name: 'web/paint', asks: 'How soon the pages are there', quick: [] },
];
