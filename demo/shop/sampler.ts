import { type Attributes, type Context, createTraceState, type Link, type SpanKind, trace } from '@opentelemetry/api';
import { ParentBasedSampler, type Sampler, SamplingDecision, type SamplingResult } from '@opentelemetry/sdk-trace';

const all = 1n << 56n;
const digits = 14;

/**
 * OpenTelemetry's consistent probability sampling, which the SDK does not bring yet: of 2^56 traces the first `threshold` by
 * the last 56 bits of their ids are dropped, and `ot=th:` in tracestate says so to whoever counts what is left.
 * https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/
 */
class ProbabilitySampler implements Sampler {
  readonly #threshold: bigint;
  readonly #th: string;

  constructor(share: number) {
    this.#threshold = all - BigInt(Math.round(share * Number(all)));
    this.#th = this.#threshold.toString(16).padStart(digits, '0').replace(/0+$/, '') || '0';
  }

  shouldSample(
    parent: Context,
    traceId: string,
    _name: string,
    _kind: SpanKind,
    _a: Attributes,
    _l: Link[],
  ): SamplingResult {
    if (BigInt(`0x${traceId.slice(-digits)}`) < this.#threshold) return { decision: SamplingDecision.NOT_RECORD };
    const before = trace.getSpanContext(parent)?.traceState ?? createTraceState();
    return { decision: SamplingDecision.RECORD_AND_SAMPLED, traceState: before.set('ot', `th:${this.#th}`) };
  }

  toString(): string {
    return `ProbabilitySampler{th:${this.#th}}`;
  }
}

/** Keeps a share of the traces (above 0, up to 1), decided where each begins; every later service goes by that. */
export function samplerOf(share: number): Sampler {
  return new ParentBasedSampler({ root: new ProbabilitySampler(share) });
}
