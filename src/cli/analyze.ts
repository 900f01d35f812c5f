import { Command } from 'commander';
import { availabilityCommand } from './analyze/availability.ts';
import { criticalityCommand } from './analyze/criticality.ts';
import { detectCommand } from './analyze/detect.ts';
import { lossCommand } from './analyze/loss.ts';
import { rootcauseCommand } from './analyze/rootcause.ts';
import { thresholdCommand } from './analyze/threshold.ts';

const example =
  'waga analyze loss --series orders.csv --time minute --count orders --from 2026-11-20T10:15:00Z --to 2026-11-20T10:27:00Z';

/** `waga analyze`: the method on plain files, without a server. Each question is a file of its own. */
export function analyzeCommand(): Command {
  const command = new Command('analyze')
    .description(
      'ask your own files: what did an outage cost, where does slowness begin to cost, when were there drops, what is critical, what was delivered, who is the root',
    )
    .addHelpText('after', `\nExample:\n  ${example}`);
  for (const question of [
    lossCommand(),
    thresholdCommand(),
    detectCommand(),
    criticalityCommand(),
    availabilityCommand(),
    rootcauseCommand(),
  ])
    command.addCommand(question);
  return command;
}
