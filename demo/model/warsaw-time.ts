const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const weekMinutes = 7 * 24 * 60;

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Warsaw',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
});

// The offset changes on a whole hour of UTC, so one question an hour is enough and sixty days cost 1 440 of them.
const offsetByHour = new Map<number, number>();

function offsetMs(at: number): number {
  const hour = Math.floor(at / hourMs);
  let offset = offsetByHour.get(hour);
  if (offset === undefined) {
    const part = Object.fromEntries(clock.formatToParts(hour * hourMs).map(({ type, value }) => [type, Number(value)]));
    offset = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour) - hour * hourMs;
    offsetByHour.set(hour, offset);
  }
  return offset;
}

/** Minutes since Monday 00:00 on the wall clock of Warsaw, 0 to 10 079; right across the change of clocks. */
export function minuteOfWeek(at: number): number {
  const local = Math.floor((at + offsetMs(at)) / minuteMs);
  // 1 January 1970 was a Thursday.
  return (((local + 3 * 1_440) % weekMinutes) + weekMinutes) % weekMinutes;
}

/** Epoch milliseconds of midnight in Warsaw at or before the instant. */
export function warsawMidnight(at: number): number {
  const local = at + offsetMs(at);
  const utcGuess = local - (((local % 86_400_000) + 86_400_000) % 86_400_000) - offsetMs(at);
  return utcGuess + offsetMs(at) - offsetMs(utcGuess);
}
