import { businessEntrances } from './business-entrances.ts';
import type { Entrance } from './entrance.ts';
import { technicalEntrances } from './technical-entrances.ts';

export const entrances: Entrance[] = [...businessEntrances, ...technicalEntrances];
