import { type Act, CliCommand } from '../cli/cli-command.ts';
import { fileToMake, folderToMake } from '../cli/option-kinds.ts';

const about = `With a display: starts the agent and opens its page, in Electron where its runtime is there, else in the browser. Without a display: a tour on a virtual desktop.`;

/** What `npm start` takes: judged before a minute is recorded, not after. */
export const startCommand = (act: Act): CliCommand =>
  new CliCommand('npm start --', 'start the agent and open its page')
    .description(about)
    .option('--tour', 'the tour, also on a machine with a display')
    .option('--once', 'the tour ends after it has printed what was captured')
    .takes(
      'report',
      fileToMake('what was captured', 'report.json', { mayReplace: true }),
      'the tour also writes what was captured to FILE (JSON)',
    )
    .option('--browser', 'the browser, even where Electron could run')
    .takes(
      'folder',
      folderToMake('the data of this computer', '/home/ada/plainsight'),
      'where this computer keeps its data (not for the tour)',
    )
    .pair('folder', 'not', 'tour')
    .pair('browser', 'not', 'tour')
    .acts(act);
