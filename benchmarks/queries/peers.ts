/** The databases that Waga is held against: the same minutes as counters in each, in a folder of its own, asked over HTTP on loopback. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EpochMs, Interval } from '../../src/maths/instants.ts';
import { post } from './ask.ts';
import type { CountedSeries } from './counted.ts';
import { loadPrometheus, prometheusPrograms, startPrometheus } from './prometheus.ts';
import type { Peer } from './running.ts';
import { startVictoriaMetrics, victoriaMetricsProgram } from './victoria-metrics.ts';

export interface Peers {
  running: Peer[];
  /** A sentence for each that is not there. */
  notes: string[];
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Both, filled with these series, as far as they are installed (`WAGA_PROMETHEUS`, `WAGA_PROMTOOL`, `WAGA_VICTORIA_METRICS`, else
 * where Debian has them). One after the other, so that neither is in the way of the other.
 * To be held by `await using`.
 */
export async function startPeers(series: readonly CountedSeries[]): Promise<Peers> {
  const folder = mkdtempSync(join(tmpdir(), 'waga-peers-'));
  const running: Peer[] = [];
  const notes: string[] = [];
  const stop = async (): Promise<void> => {
    for (const peer of running) await peer.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const prometheus = prometheusPrograms();
    if (prometheus === null) notes.push('Prometheus is not installed: its rows are left out.');
    else {
      const data = join(folder, 'prometheus');
      await loadPrometheus(series, folder, data);
      running.push(await startPrometheus(folder, data));
    }
    if (victoriaMetricsProgram() === null) notes.push('VictoriaMetrics is not installed: its rows are left out.');
    else running.push(await startVictoriaMetrics(series, join(folder, 'victoria-metrics')));
    const versions = running.map(({ name, version }) => `${name} ${version}`);
    if (versions.length > 0) notes.push(`Beside it: ${versions.join(', ')}, the same minutes in each.`);
    return { running, notes, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The answer of an instant query as it came. */
export const askInstant = (peer: Peer, query: string, at: EpochMs): Promise<string> =>
  post(`${peer.url}/api/v1/query`, { query, time: String(at / 1_000), nocache: '1' });

/** The answer of a query over a range as it came; `nocache` is heard by VictoriaMetrics, which else answers the same question from memory. */
export const askRange = (peer: Peer, query: string, { from, to }: Interval, stepSeconds: number): Promise<string> =>
  post(`${peer.url}/api/v1/query_range`, {
    ...{ query, start: String(from / 1_000), end: String(to / 1_000), step: String(stepSeconds), nocache: '1' },
  });

/** Values of an instant query by service. */
export function byService(answer: string): Map<string, number> {
  const { data } = JSON.parse(answer) as {
    data: { result: { metric: { service: string }; value: [number, string] }[] };
  };
  return new Map(data.result.map(({ metric, value }) => [metric.service, Number(value[1])]));
}
