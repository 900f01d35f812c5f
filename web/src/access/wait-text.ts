/** How long one has to wait after too many attempts, in whole seconds or minutes. */
export function waitText(seconds: number): string {
  if (seconds <= 0) return 'You can try again now.';
  const wait = seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
  return `Too many attempts. Try again in ${wait}.`;
}
