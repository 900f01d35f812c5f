import type { SpanRows } from './span-rows.ts';

/** Spans as a thread read them. */
export type NumberedSpans = SpanRows;

/** Reads a body of OTLP spans on another thread, where there is one; null where it is to be read here. */
export type SpansScanning = (bytes: Uint8Array) => Promise<NumberedSpans | null>;
