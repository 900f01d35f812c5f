import type { Report } from '../../report-contract.ts';
import type { Reading } from '../show-value.ts';
import type { Words } from '../words/report-words.ts';

/** What each section is told from. */
export interface Telling {
  report: Report;
  words: Words;
  reading: Reading;
}
