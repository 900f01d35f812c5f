/** What can be switched off or broken, with what it is for. The order is that of the control page. */
export const failures = [
  {
    name: 'vendor-down',
    title: 'Vendor down',
    does: 'The outside vendor that carries three of four payments answers with errors or not at all.',
    shows: 'Alarm and drop: the technical and the business side agree.',
  },
  {
    name: 'vendor-slow',
    title: 'Vendor slow',
    does: 'The vendor answers after seconds; customers lose patience and leave.',
    shows: 'Alarm and drop: latency alone costs money.',
  },
  {
    name: 'slow-database',
    title: 'Slow database',
    does: 'The orders database takes seconds, so checkout and payment are slow.',
    shows: 'Alarm and drop: customers leave, no error is needed.',
  },
  {
    name: 'cashback-errors',
    title: 'Cashback errors',
    does: 'The cashback service answers in bursts of errors; payment does not wait for it.',
    shows: 'A soft dependency: cashback is hurt, payment is not.',
  },
  {
    name: 'batch-fails',
    title: 'Batch job fails',
    does: 'The settlement batch job fails on most of its items.',
    shows: 'Alarm without drop: noise, no customer notices.',
  },
  {
    name: 'sender-stopped',
    title: 'Event sender stopped',
    does: 'The sender of business events falls silent; the shop goes on and the sender keeps what it could not send.',
    shows: 'Unknown: silence is no loss. What was kept comes in late when it is switched on again.',
  },
  {
    name: 'sales-stopped',
    title: 'Sales stopped',
    does: 'The pay button in the customers’ browsers does nothing; no request reaches the payment service.',
    shows: 'Drop without alarm: a blind spot, measured zero and real loss.',
  },
  {
    name: 'switch-ignored',
    title: 'Switch ignored',
    does: 'One instance in three does not read the flag: with cards switched off a third of the customers still pay by card.',
    shows: 'Nothing, until cards are switched off: then the flag reads off, and the switch is not verified.',
  },
] as const;

export type Failure = (typeof failures)[number]['name'];

export function failureNamed(name: string): Failure | null {
  return failures.find((failure) => failure.name === name)?.name ?? null;
}
