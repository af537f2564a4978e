import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layOutPacked } from '../../scripts/package/packed-app.ts';
import { boot } from './booted-app.ts';

/** What a packaged app tries beside Electron's modules; each answer is a text. */
const tries = `
import { execFile, fork, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { utilityProcess } from 'electron';

const answerOf = (work) => new Promise((resolve, reject) => work(resolve, reject)).catch((error) => error.code ?? error.message);
const inside = join(import.meta.dirname, '..', '..', 'node_modules', 'sharp', 'package.json');

export async function openServices({ dataFolder }) {
  const worker = utilityProcess.fork(join(import.meta.dirname, 'worker.js'), ['one'], { serviceName: 'A worker', stdio: 'pipe' });
  worker.postMessage({ day: new Uint8Array([1, 2]) });
  const answers = {
    start: await answerOf((resolve, reject) => execFile(inside, (error) => (error ? reject(error) : resolve('started')))),
    spawn: await answerOf((resolve, reject) => spawn(inside).on('error', reject).on('spawn', () => resolve('started'))),
    node: await answerOf((resolve) => resolve(fork(inside).pid)),
    again: await answerOf((resolve) => resolve(spawn(process.execPath, ['-v']).pid)),
    elsewhere: await answerOf((resolve, reject) => spawn('true').on('error', reject).on('exit', resolve)),
    module: await import('vitest').then(() => 'found', (error) => error.code),
    utility: await answerOf((resolve) => worker.once('message', resolve)),
    ended: await answerOf((resolve) => (worker.kill(), worker.once('exit', resolve))),
    pid: String(worker.pid),
  };
  await writeFile(join(dataFolder, 'answers'), JSON.stringify(answers));
  return { ok: false, problem: { code: 'cancelled', values: {} } };
}
export const withdrawAlone = openServices;
`;

const worker = `
process.parentPort.on('message', ({ data }) => {
  process.parentPort.postMessage({ bytes: data.day.length, args: process.argv.slice(2), channel: typeof process.send });
});
`;

describe.skipIf(process.platform === 'win32')('the double', { timeout: 60_000 }, () => {
  it('keeps the rules of a packaged app: nothing starts from the archive, Electron is no Node, a utility process is one', async () => {
    const packed = await layOutPacked('linux');
    const dataFolder = join(packed.resources, 'data');
    await mkdir(dataFolder);
    await writeFile(join(packed.app, 'out', 'electron', 'services.js'), tries);
    await writeFile(join(packed.app, 'out', 'electron', 'worker.js'), worker);
    const app = boot(packed.app, dataFolder, [], { platform: 'linux', resources: packed.resources });
    expect(await app.ended).toBe(1);
    expect(app.log()).toContain('The request was cancelled.');
    expect(JSON.parse(await readFile(join(dataFolder, 'answers'), 'utf8'))).toEqual({
      start: 'ENOTDIR',
      spawn: 'ENOTDIR',
      node: expect.stringContaining('RunAsNode is off'),
      again: expect.stringContaining('RunAsNode is off'),
      elsewhere: 0,
      module: 'ERR_MODULE_NOT_FOUND',
      utility: { bytes: 2, args: ['one'], channel: 'undefined' },
      ended: 143,
      pid: 'undefined',
    });
    await packed.remove();
  });
});
