/** What the benchmarked server knows: two processes with five methods of payment, and a source for each way in. */

export const processes = ['payment', 'checkout'] as const;
export const steps = ['started', 'completed'] as const;
export const methods = ['blik', 'card', 'transfer', 'wallet', 'later'] as const;

const processDocument = (name: string): string => `apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec:
  timeZone: UTC
  steps: [${steps.join(', ')}]
  kpi: completed
  value: {from: event, currency: PLN}
  attributes: [method, channel, shard]
  thresholds: {partial: "0.20", total: "0.40"}
`;

/** The sources may have many series, because one of the questions is what many of them cost. */
const seriesLimit = 100_000;

const sourceDocument = (name: string, spec: string): string => `apiVersion: waga/v1
kind: Source
metadata: {name: ${name}}
spec: {${spec}, seriesLimit: ${seriesLimit}}
`;

export const sources = { events: 'bench-events', otlp: 'bench-otlp', write: 'bench-write' } as const;

export const catalogueText = [
  ...processes.map(processDocument),
  sourceDocument(sources.events, `type: events, processes: [${processes.join(', ')}], complete: declared`),
  sourceDocument(sources.otlp, 'type: otlp'),
  sourceDocument(sources.write, 'type: remote-write'),
].join('---\n');
