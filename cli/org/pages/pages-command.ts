import { CliCommand } from '../../cli-command.ts';
import { bucketFile, orgFolder, port, storeFolder } from '../../option-kinds.ts';

export function pagesCommand(): CliCommand {
  return new CliCommand('pages', 'open the administrator’s pages in a browser')
    .description(
      `Serves the administrator's pages on this computer, for any browser on it: people and their computers, viewers and access, what is asked for, what all administrators did, and who they are. Your passphrase is asked for by the page. What is changed there is changed as by the other commands.

The address that is printed is a key to the pages: it is for you at this computer alone. SIGTERM or Ctrl+C locks and ends.`,
    )
    .needs('folder', orgFolder, 'your own keys of the organisation')
    .needs('bucket', bucketFile, 'JSON with a credential of an owner, as for the other commands')
    .takes('store', storeFolder, "the embedded store, where viewers' credentials are of one: changes their rights")
    .takes('port', port, 'any free port, unless given')
    .acts(async (options) => (await import('./org-pages.ts')).serveAdministratorPages(options));
}
