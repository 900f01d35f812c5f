import type { ColumnSizes } from './span-columns.ts';

/** The spans of a request as they travel, beside its bytes. */
export interface SpanRows extends ColumnSizes {
  /** The columns. */
  memory: ArrayBuffer;
  resources: ResourceRows[];
  /** Numbers of shapes are those of this epoch: equal ones stand for the same shape, whoever sent the spans. */
  epoch: number;
}

/** A resource: where it stands in the bytes, its spans, and where its rows of the other columns begin. */
export interface ResourceRows {
  resourceFrom: number;
  resourceTo: number;
  from: number;
  to: number;
  counted: number;
  groups: number;
  odd: number;
}
