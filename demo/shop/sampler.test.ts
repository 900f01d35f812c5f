import { ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { samplerOf } from './sampler.ts';

const decide = (share: number, traceId: string, parent = ROOT_CONTEXT) =>
  samplerOf(share).shouldSample(parent, traceId, 'GET', SpanKind.SERVER, {}, []);
const idOf = (randomness: string) => `1${'0'.repeat(17)}${randomness}`;

describe('the sampler of the shop', () => {
  it.each([
    [1, '0', '00000000000000'],
    [0.5, '8', '80000000000000'],
    [0.25, 'c', 'c0000000000000'],
  ])('keeps %s of the traces and says th:%s', (share, th, lowest) => {
    const kept = decide(share, idOf(lowest));
    expect(kept.decision).toBe(SamplingDecision.RECORD_AND_SAMPLED);
    expect(kept.traceState?.get('ot')).toBe(`th:${th}`);
    if (share === 1) return;
    const below = (BigInt(`0x${lowest}`) - 1n).toString(16).padStart(14, '0');
    expect(decide(share, idOf(below)).decision).toBe(SamplingDecision.NOT_RECORD);
  });

  it('goes by what was decided where the trace began', () => {
    const spanContext = { traceId: idOf('00000000000000'), spanId: '1'.repeat(16), isRemote: true };
    for (const [traceFlags, decision] of [
      [1, SamplingDecision.RECORD_AND_SAMPLED],
      [0, SamplingDecision.NOT_RECORD],
    ] as const) {
      const parent = trace.setSpanContext(ROOT_CONTEXT, { ...spanContext, traceFlags });
      expect(decide(0.25, spanContext.traceId, parent).decision).toBe(decision);
    }
  });
});
