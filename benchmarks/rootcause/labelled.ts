import type { RootQuestion } from '../../src/features/unavailability/root/question.ts';

/** An incident whose root is known. */
export interface Labelled {
  /** The cell of the table it belongs to. */
  cell: string;
  name: string;
  /** The nodes that count as the root: one, but where a monitored node runs as several. */
  root: string;
  question: RootQuestion;
  /** The first row that the published recipe looks at. */
  firstRow: number;
}
