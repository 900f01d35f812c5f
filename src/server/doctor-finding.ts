import { z } from 'zod';

/** What `waga doctor` found. An error keeps something from working, a warning does not yet. */
export const DoctorFinding = z.object({
  severity: z.enum(['error', 'warning']),
  /** What it is about: `config`, `data folder`, `records`, `measurements`, `disk`, `clock`, `catalogue`, `ledger`, `server`. */
  subject: z.string(),
  message: z.string(),
});
export type DoctorFinding = z.infer<typeof DoctorFinding>;

export const error = (subject: string, message: string): DoctorFinding => ({ severity: 'error', subject, message });
export const warning = (subject: string, message: string): DoctorFinding => ({ severity: 'warning', subject, message });
