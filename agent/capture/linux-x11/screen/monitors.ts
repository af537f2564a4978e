import type { Rectangle } from '../../../../core/rectangle.ts';
import type { Monitor } from '../../../ports.ts';
import { RequestError, type X11Link } from '../wire/link.ts';

const rrQueryVersion = 0;
const rrGetCrtcInfo = 20;
const rrGetScreenResourcesCurrent = 25;
const rrGetMonitors = 42;

interface MonitorRecord {
  readonly nameAtom: number;
  readonly primary: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The monitors as the person arranged them (RandR 1.5, so that logical monitors count too).
 * Mirrored ones are told once; the first is the primary one when none was chosen. A server without
 * RandR 1.5 has one monitor: all of its screen.
 */
export async function monitorsOf(link: X11Link): Promise<Monitor[]> {
  const records = await readRecords(link);
  if (records.length === 0) {
    // The size that the server said at connecting may be outdated: ask again.
    const { width, height } = await link.ask<{ width: number; height: number }>((client, answer) =>
      client.GetGeometry(link.root, answer),
    );
    return [{ name: 'screen', primary: true, x: 0, y: 0, width, height }];
  }
  const distinct = records.filter(
    (each, index) => index === records.findIndex((other) => placeKey(other) === placeKey(each)),
  );
  const hasPrimary = distinct.some((each) => each.primary);
  return Promise.all(
    distinct.map(async ({ nameAtom, ...rest }, index) => ({
      ...rest,
      primary: hasPrimary ? rest.primary : index === 0,
      name: (await atomName(link, nameAtom)) ?? 'monitor',
    })),
  );
}

/**
 * What the screen's outputs show, whatever logical monitors were named: any program may name some
 * that leave out a part of the screen. Nothing where the server does not tell.
 */
export async function outputsOf(link: X11Link): Promise<Rectangle[]> {
  try {
    const opcode = await link.opcodeOf('RANDR');
    if (opcode === null || !(await hasVersion(link, 3))) return [];
    // Asked in one go with the outputs as they were: as long as they are the same, that is one wake-up.
    const before = lastOutputs.get(link) ?? noOutputs;
    const [now, places] = await Promise.all([listOutputs(link, opcode), placesOfOutputs(link, opcode, before)]);
    lastOutputs.set(link, now);
    const isSame = now.stamp === before.stamp && now.outputs.join() === before.outputs.join();
    const found = isSame ? places : await placesOfOutputs(link, opcode, now);
    // An output that went while it was asked about.
    if (found === null) return [];
    return found.filter(({ width, height }) => width > 0 && height > 0);
  } catch (error) {
    if (error instanceof RequestError) return [];
    throw error;
  }
}

interface Outputs {
  readonly stamp: number;
  readonly outputs: readonly number[];
}

const noOutputs: Outputs = { stamp: 0, outputs: [] };
const lastOutputs = new WeakMap<X11Link, Outputs>();

function listOutputs(link: X11Link, opcode: number): Promise<Outputs> {
  const request = Buffer.alloc(4);
  request.writeUInt32LE(link.root, 0);
  return link.extension(opcode, rrGetScreenResourcesCurrent, request, (reply) => ({
    stamp: reply.readUInt32LE(4),
    outputs: Array.from({ length: reply.readUInt16LE(8) }, (_, index) => reply.readUInt32LE(24 + index * 4)),
  }));
}

/** Null where the server knows one of them no more. */
async function placesOfOutputs(
  link: X11Link,
  opcode: number,
  { stamp, outputs }: Outputs,
): Promise<readonly Rectangle[] | null> {
  try {
    return await Promise.all(
      outputs.map((output) => {
        const body = Buffer.alloc(8);
        body.writeUInt32LE(output, 0);
        body.writeUInt32LE(stamp, 4);
        return link.extension(opcode, rrGetCrtcInfo, body, (reply) => ({
          x: reply.readInt16LE(4),
          y: reply.readInt16LE(6),
          width: reply.readUInt16LE(8),
          height: reply.readUInt16LE(10),
        }));
      }),
    );
  } catch (error) {
    if (error instanceof RequestError) return null;
    throw error;
  }
}

const atomNames = new WeakMap<X11Link, Map<number, Promise<string | null>>>();

/** An atom names the same text for as long as the server runs. */
function atomName(link: X11Link, atom: number): Promise<string | null> {
  const names = atomNames.get(link) ?? new Map<number, Promise<string | null>>();
  atomNames.set(link, names);
  const known = names.get(atom) ?? link.askIfThere<string>((client, answer) => client.GetAtomName(atom, answer));
  names.set(atom, known);
  return known;
}

function placeKey(record: MonitorRecord): string {
  return [record.x, record.y, record.width, record.height].join();
}

async function readRecords(link: X11Link): Promise<MonitorRecord[]> {
  try {
    const opcode = await link.opcodeOf('RANDR');
    if (opcode === null || !(await hasVersion(link, 5))) return [];
    const body = Buffer.alloc(8);
    body.writeUInt32LE(link.root, 0);
    body.writeUInt8(1, 4); // only active ones
    return await link.extension(opcode, rrGetMonitors, body, unpackMonitors);
  } catch (error) {
    if (error instanceof RequestError) return [];
    throw error;
  }
}

const versions = new WeakMap<X11Link, Promise<readonly [number, number]>>();

/** Whether the server speaks RandR 1.`needed` or later. */
async function hasVersion(link: X11Link, needed: number): Promise<boolean> {
  const known = versions.get(link) ?? askVersion(link);
  versions.set(link, known);
  const [major, minor] = await known;
  return major > 1 || (major === 1 && minor >= needed);
}

async function askVersion(link: X11Link): Promise<readonly [number, number]> {
  const opcode = await link.opcodeOf('RANDR');
  if (opcode === null) return [0, 0];
  const wanted = Buffer.alloc(8);
  wanted.writeUInt32LE(1, 0);
  wanted.writeUInt32LE(5, 4);
  return link.extension(opcode, rrQueryVersion, wanted, (reply) => [reply.readUInt32LE(0), reply.readUInt32LE(4)]);
}

/** RRGetMonitors' reply from byte 8: timestamp, count, outputs, 12 unused bytes, monitors. */
function unpackMonitors(reply: Buffer): MonitorRecord[] {
  const records: MonitorRecord[] = [];
  let at = 24;
  for (let left = reply.readUInt32LE(4); left > 0; left--) {
    records.push({
      nameAtom: reply.readUInt32LE(at),
      primary: reply.readUInt8(at + 4) !== 0,
      x: reply.readInt16LE(at + 8),
      y: reply.readInt16LE(at + 10),
      width: reply.readUInt16LE(at + 12),
      height: reply.readUInt16LE(at + 14),
    });
    at += 24 + reply.readUInt16LE(at + 6) * 4;
  }
  return records.filter((each) => each.width > 0 && each.height > 0);
}
