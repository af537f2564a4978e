import { fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endSignals } from '../../../agent/host/end-signals.ts';
import { kept } from '../../fixtures/processes.ts';
import { onlyOn } from '../../fixtures/systems.ts';

const module = new URL('../../../agent/host/end-signals.ts', import.meta.url);
/** Says that it listens, then what it was told, and keeps something that takes a while. */
const program = `
  import { untilTold } from ${JSON.stringify(module.href)};
  const told = untilTold();
  const waiting = setInterval(() => {}, 1_000);
  console.log('up');
  console.log(await told);
  setTimeout(() => { console.log('kept'); clearInterval(waiting); }, 100);
`;
const args = ['--input-type=module', '--eval', program];

it('are those that the system has', () => {
  expect(endSignals('linux')).toEqual(['SIGTERM', 'SIGINT', 'SIGHUP']);
  expect(endSignals('win32')).toEqual(['SIGINT', 'SIGBREAK', 'SIGHUP']);
});

describe.skipIf(onlyOn('linux', 'darwin'))(
  'a program that is told to end (Linux and macOS: on Windows no other program can)',
  () => {
    it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('by %s keeps everything first', async (signal) => {
      const child = kept(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (said === '') child.kill(signal);
        said += text;
      });
      const code = await new Promise((resolve) => child.once('close', resolve));
      expect([said, code]).toEqual([`up\n${signal}\nkept\n`, 0]);
    });
  },
);

describe.skipIf(onlyOn('win32'))('a program in a console (Windows)', () => {
  it('keeps everything at Ctrl+C', async () => {
    const owner = kept(
      fork(join(import.meta.dirname, '../../fixtures/windows/console-owner.ts'), args, {
        execArgv: [],
        detached: true,
      }),
    );
    let said = '';
    const ended = new Promise<unknown>((resolve) => {
      owner.on('message', (message: { text?: string; code?: number }) => {
        if (message.text === undefined) return resolve(message.code);
        if (said === '') owner.send('press');
        said += message.text;
      });
      owner.once('exit', (code) => resolve(`the console’s owner ended: ${code}`));
    });
    expect([await ended, said]).toEqual([0, 'up\nSIGINT\nkept\n']);
  });
});
