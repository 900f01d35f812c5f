import type { ErrorCode } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Appended, Question } from '../measurements.ts';
import type { Packed } from '../packed.ts';
import type { Keep } from './retain.ts';

/** What the main thread asks of the store's thread. */
export type Request =
  | { do: 'append'; batch: Packed }
  | { do: 'ask'; question: Question }
  | { do: 'retain'; keep: Keep }
  | { do: 'settle'; before: EpochMs; mostDays: number }
  | { do: 'forget'; user: bigint }
  | { do: 'check' }
  | { do: 'hold'; file: string }
  | { do: 'copy' }
  | { do: 'let-go' }
  | { do: 'close' };

/** What became of a batch: `told` are the numbers of the series that it told of in full, in their order, 0 for one without rows. */
export type Stored = { known: false; told: Int32Array } | Extract<Appended, { known: true }>;

export interface Numbered {
  id: number;
  request: Request;
}

/** The answer to the request of that number; number 0 is the news that the file is open, or why not. */
export type Reply =
  | { id: number; value: unknown }
  | { id: number; error: { code: ErrorCode; message: string; details: Record<string, unknown>; cause: string } };
