import { CliCommand } from '../cli-command.ts';
import { agentSettings } from '../option-kinds.ts';
import { passphraseVariable } from '../passphrase.ts';

const settings = `
The settings are JSON:
  {
    "enrolment": "name.plainsight",         what your organisation gave (path,
                                            content or link), made by
                                            plainsight org enrol
    "folder": "/var/lib/plainsight",        keys and vault of this agent
    "unlockIdentityFile": "unlock.key",     opens the keys: an age identity,
                                            readable for this account only; or
                                            "passphraseFile", or the variable
                                            ${passphraseVariable};
                                            on Windows none of them is needed:
                                            it keeps them for this account
    "consent": { "withdrawn": ["apps"] },   withdrawn at each start; a file can
                                            take away and never agree
    "page": { "port": 8420 },               serves the person's page on this
                                            computer only; leave it out for none
    "zone": "Europe/Berlin",                the person's time zone, unless it is
                                            the system's
    "log": "all"                            or "problems"
  }
Rules of exclusion are in settings.json in the folder.`;

export function agentCommand(): CliCommand {
  return new CliCommand('agent', 'record on this computer without a window, by a settings file')
    .description(
      `Records on this computer what its person agreed to, without a window of pages: for servers and thin clients. Says in one line what is recorded, what not, and why, and says so again whenever that changes. SIGTERM or Ctrl+C ends it and keeps everything.

Only the person agrees: on their page, or in a terminal of theirs with “plainsight consent --settings FILE”. Until then nothing is recorded. On a desktop a small sign in the corner of each monitor says what is recorded; where it cannot be seen, nothing is. Nothing switches it off.

The enrolment waits until the person has read it, said how old they are, and accepted it. Then the folder has it sealed with the agent's keys, and the file can be deleted. Its signature is checked at every start, its dates and whether it was used when it is accepted.

Exit code: 0 ended as told, 1 could not start, 2 wrong options or settings.`,
    )
    .needs('settings', agentSettings, 'where everything else is said, see below')
    .option('--json-lines', 'one JSON object a line on standard output instead of sentences')
    .addHelpText('after', settings)
    .acts(async (options) => (await import('./agent.ts')).runAgent(options));
}
