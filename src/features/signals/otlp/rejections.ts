import type { Refusal, RefusalCode } from '../refusal.ts';

/** What was refused of a request: how often for each reason, and the first message of its kind. */
export type Rejections = Map<RefusalCode, { count: number; message: string }>;

export function reject(rejections: Rejections, { code, message }: Refusal, count = 1): void {
  const known = rejections.get(code);
  if (count > 0) rejections.set(code, { count: (known?.count ?? 0) + count, message: known?.message ?? message });
}
