import { z } from 'zod';
import type { Interval } from '../../../maths/instants.ts';
import type { WrittenSeries } from '../remote-write/write-request.ts';

/** https://prometheus.io/docs/prometheus/latest/querying/api/#range-vectors: raw samples, as the target gave them. */
const Sample = z.tuple([z.number(), z.string()]);
const MatrixAnswer = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(Sample).optional(),
        histograms: z.array(z.unknown()).optional(),
      }),
    ),
  }),
});

/**
 * The samples in (from, to] of each series, oldest first; null where the text is no answer to a range of samples. Prometheus 2
 * includes both ends of a range and 3 only its end, so the first end is cut off here.
 */
export function samplesIn(text: string, { from, to }: Interval): WrittenSeries[] | null {
  const parsed = MatrixAnswer.safeParse(jsonOf(text));
  if (!parsed.success) return null;
  return parsed.data.data.result.map(({ metric, values = [], histograms = [] }) => ({
    labels: Object.entries(metric),
    samples: values
      .map(([seconds, value]) => ({ at: Math.round(seconds * 1_000), value: numberOf(value), stale: false }))
      .filter(({ at }) => at > from && at <= to),
    histograms: histograms.length,
  }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const numberOf = (text: string): number => Number(text.replace('Inf', 'Infinity'));
