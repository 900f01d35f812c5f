import type { BusinessImportRow } from '../features/signals/contract.ts';
import type { TechnicalRow } from './import-row.ts';

/** A row of history and the row or line of the file that it began with. */
export interface PlacedRow {
  row: BusinessImportRow | TechnicalRow;
  place: number;
}

/** A file of history that is being read. */
export interface ImportReading {
  /** Read as they are asked for; throws ProductError `bad_input` that names the place in the file. */
  rows: AsyncIterable<PlacedRow>;
  /** How much of the file has been read, 0 to 1. */
  share(): number;
  /** What was left out of it, by reason, once all of it is read; null where nothing ever is. */
  leftOut(): Readonly<Record<string, number>> | null;
  /** Lets go of the file. */
  close(): void;
}

export interface ImportFormat {
  /** Begins the name under which a chunk is known. */
  name: string;
  /** What decides, beside the file, which rows come of it. */
  settings: string;
  /** What places in a file are called. */
  place: 'row' | 'line';
  open(file: string): Promise<ImportReading>;
}
