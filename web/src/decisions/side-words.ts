import type { DecisionState, Side } from '../../../src/features/criticality/decisions/decision-contract.ts';

export const sideName: Record<Side, string> = { business: 'the business', technology: 'technology' };
export const sideTitle: Record<Side, string> = { business: 'Business', technology: 'Technology' };

export const stateWords: Record<DecisionState, string> = {
  proposed: 'waits for signatures',
  signed: 'signed, begins later',
  'in-force': 'in force',
  superseded: 'followed by a later one',
  withdrawn: 'withdrawn',
};
