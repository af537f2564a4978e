import { spawn } from 'node:child_process';

/** The commands of a document: its blocks marked `sh`, in order. */
export function commandsOf(document: string): string[] {
  return [...document.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block ?? '');
}

/** The commands with other values for what they set at the start of a line. Throws when one of `values` is not set there. */
export function withValues(commands: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [name, value]) => {
    const line = new RegExp(`^${name}=.*$`, 'm');
    if (!line.test(text)) throw new Error(`the document no longer sets ${name}`);
    return text.replace(line, `${name}='${value}'`);
  }, commands);
}

export interface Ran {
  readonly code: number | null;
  /** What stood on the terminal. */
  readonly output: string;
}

/** Runs a shell script on a terminal, as a person would, and types `passphrase` when it is asked for one. */
export function runOnTerminal(path: string, cwd: string, passphrase: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['--quiet', '--return', '--command', `bash '${path}'`, '/dev/null'], {
      cwd,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let output = '';
    let answered = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const asked = output.split('Enter passphrase').length - 1;
      for (; answered < asked; answered++) child.stdin.write(`${passphrase}\n`);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
