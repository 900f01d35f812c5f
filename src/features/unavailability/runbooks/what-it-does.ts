import type { RunbookStep, UndoAction } from './runbook.ts';

/** In words what a step does, as people read it before they agree. No secret stands in a runbook. */
export function whatItDoes(action: RunbookStep | UndoAction): string {
  switch (action.do) {
    case 'http':
      return `${action.method} ${action.url}`;
    case 'command':
      return ['command', action.command, ...action.arguments.map(quoted)].join(' ');
    case 'switch':
      return `switch ${action.switch} ${action.to}`;
    case 'message':
      return `message to ${action.channels.join(', ')}: ${action.text}`;
    case 'wait':
      return `wait ${action.for}`;
    case 'gather':
      return 'write down what is known of the incident';
    case 'question':
      return `ask: ${action.text}`;
  }
}

/** An argument with spaces or none at all shows where it begins and ends. */
const quoted = (text: string): string => (/^[\w./:@%+=,-]+$/.test(text) ? text : JSON.stringify(text));
