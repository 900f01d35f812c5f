import type { Review, TimelineLine } from '../../../src/features/reviews/review-contract.ts';
import type { IconName, Tone } from '../design/icons.tsx';

export const reviewStates: Record<Review['state'], { word: string; means: string; tone: Tone; icon: IconName }> = {
  none: { word: 'Not begun', means: 'Waga drafted what stands here; nobody wrote yet.', tone: 'unknown', icon: 'none' },
  draft: { word: 'Draft', means: 'People write on it; its facts follow the record.', tone: 'calm', icon: 'learning' },
  final: { word: 'Final', means: 'Declared whole; its facts stay as they were then.', tone: 'calm', icon: 'calm' },
};

export const lineKinds: Record<TimelineLine['kind'], string> = {
  ...{ impact: 'Impact', state: 'State', alarm: 'Alarm', change: 'Change', call: 'Call', step: 'Step' },
  ...{ switch: 'Switch', vendor: 'Vendor', runbook: 'Runbook', customers: 'Customers', ledger: 'Ledger' },
};

export const reviewPath = (incident: string): string => `/incidents/${encodeURIComponent(incident)}/review`;
export const weekPagePath = (week: string, review: string): string =>
  `/reviews/weeks/${encodeURIComponent(week)}?${new URLSearchParams({ review })}`;
