import { Command } from 'commander';
import { detectCommand } from './analyze/detect.ts';
import { lossCommand } from './analyze/loss.ts';
import { thresholdCommand } from './analyze/threshold.ts';

const example =
  'waga analyze loss --series orders.csv --time minute --count orders --from 2026-11-20T10:15:00Z --to 2026-11-20T10:27:00Z';

/** `waga analyze`: the method on plain files, without a server. Each question is a file of its own. */
export function analyzeCommand(): Command {
  const command = new Command('analyze')
    .description(
      'ask your own CSV or Parquet file: what did an outage cost, where does slowness begin to cost, when were there drops',
    )
    .addHelpText('after', `\nExample:\n  ${example}`);
  for (const question of [lossCommand(), thresholdCommand(), detectCommand()]) command.addCommand(question);
  return command;
}
