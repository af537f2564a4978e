import { CliCommand } from '../cli-command.ts';
import { agentSettings, bucketFile, orgFolder, passphraseFile } from '../option-kinds.ts';

export function doctorCommand(): CliCommand {
  return new CliCommand('doctor', 'what works on this machine, what does not, and the remedy')
    .description(
      `Says what works on this machine and what does not, and what to do. Nothing is recorded.

Exit code: 0 nothing fails (something optional may be missing), 1 something fails, 2 wrong options.`,
    )
    .takes(
      'settings',
      agentSettings,
      "an agent's settings: its folder, keys, and bucket (address, certificate, credential, clock) are looked at too",
    )
    .takes(
      'folder',
      orgFolder,
      "the organisation's keys: whether the bucket forgets as its notice says is looked at too",
    )
    .takes('bucket', bucketFile, 'that bucket, with the credential of its owner')
    .takes('passphrase-file', passphraseFile, 'the passphrase of these keys')
    .pair('folder', 'with', 'bucket')
    .pair('bucket', 'with', 'folder')
    .pair('passphrase-file', 'with', 'folder')
    .option('--json', '[{ id, state: "works" | "missing" | "fails", what, remedy }]')
    .acts(async (options) => (await import('./doctor.ts')).runDoctor(options));
}
