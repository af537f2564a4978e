import { CliCommand } from '../cli-command.ts';
import { port, viewerFile } from '../option-kinds.ts';

export function viewCommand(): CliCommand {
  return new CliCommand('view', 'open the manager’s page in a browser, with a viewer’s file')
    .description(
      `Serves the manager's page on this computer, for any browser on it: people, their days, periods, teams, search and export, as far as you were given access. Your passphrase is asked for by the page. What is opened stays in memory, and goes when the key is locked or this ends.

The address that is printed is a key to the page: it is for you at this computer alone. SIGTERM or Ctrl+C locks and ends.`,
    )
    .needs('viewer', viewerFile, "your viewer's file")
    .takes('port', port, 'any free port, unless given')
    .acts(async ({ values }) => (await import('./view.ts')).servePage(values.viewer ?? '', Number(values.port ?? 0)));
}
