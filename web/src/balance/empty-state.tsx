import { type ReactNode, useState } from 'react';
import { Command } from '../design/command.tsx';

/** Where the command line looks for the server unless told otherwise. */
const usualOrigin = 'http://127.0.0.1:9242';

/** The commands from nothing to a first number, for the server this page came from. */
export function firstCommands(origin: string, now: Date): { does: string; command: string }[] {
  const event = {
    process: 'payment',
    step: 'completed',
    at: now.toISOString(),
    amount: '150.00',
    currency: 'PLN',
    outcome: 'ok',
  };
  return [
    {
      does: 'Check an example catalogue: processes, what they stand on, what they are worth',
      command: 'npm run waga -- check examples/catalog',
    },
    {
      does: 'Give it to this server',
      command: `npm run waga -- apply examples/catalog${origin === usualOrigin ? '' : ` --server ${origin}`}`,
    },
    {
      does: 'Send a first business event',
      command: `curl -X POST ${origin}/api/v1/events -H 'Content-Type: application/x-ndjson' -d '${JSON.stringify(event)}'`,
    },
  ];
}

/** No catalogue yet: what to do, in commands that can be copied. */
export function EmptyState(): ReactNode {
  const [commands] = useState(() => firstCommands(location.origin, new Date()));
  return (
    <section className="lone-page empty-state">
      <h1>The pans are empty</h1>
      <p>
        Waga weighs technical health against business results. It needs to know your processes and hear from them: three
        commands from here to the first number.
      </p>
      <ol>
        {commands.map(({ does, command }) => (
          <li key={command}>
            <p>{does}</p>
            <Command command={command} />
          </li>
        ))}
      </ol>
      <p className="muted">
        Or see it at work first: <code>npm run demo</code> starts a pretend shop with switches that make it fail.
      </p>
    </section>
  );
}
