/** The drawing's box and the fixed points of the scales, in SVG units. */
export const scalesBox = { width: 640, height: 236, pivotX: 320, pivotY: 58, arm: 214, hang: 92, pan: 68 } as const;

/** The steepest the beam gets; more would tip the weights off the pans. */
const steepest = 13;

/**
 * Degrees of the beam for a tilt of −1 … 1; positive lowers the right end. The root keeps a small loss visible
 * (a tilt of 0.05 is 2.9°) without letting a large one fall over.
 */
export function beamAngle(tilt: number): number {
  const bounded = Math.max(-1, Math.min(1, tilt));
  const angle = Math.sign(bounded) * Math.sqrt(Math.abs(bounded)) * steepest;
  return Math.round(angle * 100) / 100;
}

/** What lies on the technical pan: a weight for each alarm, as many as fit. */
export function alarmWeights(alarms: number): number {
  return Math.min(alarms, 4);
}

/** Size of the weight on the business pan, 0 when nothing is lost; grows with the tilt like the beam. */
export function lossWeight(tilt: number, losing: number): number {
  if (losing === 0) return 0;
  return 0.55 + 0.45 * Math.sqrt(Math.max(0, Math.min(1, tilt)));
}
